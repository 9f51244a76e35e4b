const WORDS = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth'] as const;

/** `First administrator`, counted from 0. */
export function ordinal(at: number, what: string): string {
  return `${WORDS[at] ?? `${at + 1}th`} ${what}`;
}
