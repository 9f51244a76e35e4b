export interface AdminDraft {
  readonly name: string;
  readonly passphrase: string;
  readonly again: string;
}

export interface Draft {
  readonly first: AdminDraft;
  readonly second: AdminDraft;
  readonly device: 'designated' | 'not-designated';
  readonly vault: 'practice' | 'azure';
}

const EMPTY: AdminDraft = { name: '', passphrase: '', again: '' };
export const EMPTY_DRAFT: Draft = { first: EMPTY, second: EMPTY, device: 'designated', vault: 'practice' };

/** The two names are one. Case does not make another person. */
export function isSameName({ first, second }: Draft): boolean {
  const [a, b] = [first, second].map(({ name }) => name.trim().toLowerCase());
  return a !== '' && a === b;
}

/** Whether both administrators are filled in, as far as the page can tell; main's rules come on top. */
export function areAdminsFilled(draft: Draft): boolean {
  const isFilled = ({ name, passphrase, again }: AdminDraft): boolean =>
    name.trim() !== '' && passphrase !== '' && passphrase === again;
  return isFilled(draft.first) && isFilled(draft.second) && !isSameName(draft);
}
