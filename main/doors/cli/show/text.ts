/** Text that came from outside cannot move the cursor or colour the terminal: control characters are written out. */
export function clean(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character === '\n' ? '\n' : `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** Folds a text at spaces so that no line is longer than `width`; a longer word stands alone. */
export function fold(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (line === '') line = word;
    else if ([...line].length + 1 + [...word].length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** "1 key", "2 keys". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** The beginning of an id: enough to name it again. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}

/** A vault's name, marked where it is a practice vault. */
export function vaultLabel(vault: string, practice: boolean): string {
  return practice ? `${vault} (PRACTICE)` : vault;
}
