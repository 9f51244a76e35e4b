/** A space at which nothing is folded; Story prints it as a plain one. */
export const NO_BREAK = '\u00a0';

/** However little room a table leaves for its last column, it is shown. */
const LEAST_WIDTH = 8;

/** Text that came from elsewhere cannot move the cursor or colour the terminal: control characters are written out. */
export function clean(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** Folds a text at its spaces so that no line is longer than `width`; a longer word is broken. */
export function fold(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of text.split(/[ \t\n]+/).flatMap((word) => pieces(word, width))) {
    const last = lines.at(-1);
    if (last !== undefined && lengthOf(last) + 1 + lengthOf(part) <= width) lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(part);
  }
  return lines;
}

function pieces(word: string, width: number): string[] {
  const characters = [...word];
  const starts = Array.from({ length: Math.ceil(characters.length / width) }, (_, index) => index * width);
  return starts.map((start) => characters.slice(start, start + width).join(''));
}

/** Rows under their heads, columns aligned, two spaces between; the last column is folded into what room is left. */
export function tableLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const all = [head, ...rows].map((row) => row.map(clean));
  const widths = head.map((_, column) => Math.max(...all.map((row) => lengthOf(row[column] ?? ''))));
  const before = widths.slice(0, -1).reduce((sum, column) => sum + column + 2, 0);
  return all.flatMap((row) => {
    const start = row.slice(0, -1).map((cell, column) => `${pad(cell, widths[column] ?? 0)}  `);
    const [first = '', ...rest] = fold(row.at(-1) ?? '', Math.max(LEAST_WIDTH, width - before));
    return [`${start.join('')}${first}`.trimEnd(), ...rest.map((line) => ' '.repeat(before) + line)];
  });
}

/** `left` and, at the right margin, `right`; below it where there is no room. */
export function leftAndRight(left: string, right: string, width: number): string {
  const gap = width - lengthOf(left) - lengthOf(right);
  return gap >= 2 ? `${left}${' '.repeat(gap)}${right}` : `${left}\n${right.padStart(width)}`;
}

/** A span for people: `8 ms`, `1.2 s`. Its space does not break: a number is not folded away from its unit. */
export function span(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.max(0, Math.round(milliseconds))}${NO_BREAK}ms`
    : `${(milliseconds / 1000).toFixed(1)}${NO_BREAK}s`;
}

/** `1 key`, `2 keys`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - lengthOf(text)));
}

function lengthOf(text: string): number {
  return [...text].length;
}

/** A text that is longer than `length` ends in `...`. */
export function shortened(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 3).join('')}...`;
}
