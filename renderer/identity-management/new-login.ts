import { sameName } from './identity-rules.js';

/** Somebody new: a name, and the passphrase they have chosen, typed twice. */
export interface NewLogin {
  readonly name: string;
  readonly passphrase: string;
  readonly again: string;
}

export const NO_LOGIN: NewLogin = { name: '', passphrase: '', again: '' };

/** As far as the page can tell; main's rules come on top. */
export function isFilled({ name, passphrase, again }: NewLogin): boolean {
  return name.trim() !== '' && passphrase !== '' && passphrase === again;
}

/** Which of these names stands in the list before it already: two different people are needed. */
export function isTwice(names: readonly string[], at: number): boolean {
  const name = names[at] ?? '';
  return name.trim() !== '' && names.slice(0, at).some((earlier) => sameName(earlier, name));
}
