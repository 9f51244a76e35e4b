import { sameName } from '../../identity-management/identity-rules.js';
import { isFilled, NO_LOGIN, type NewLogin } from '../../identity-management/new-login.js';

export interface Draft {
  readonly first: NewLogin;
  readonly second: NewLogin;
  readonly device: 'designated' | 'not-designated';
  readonly vault: 'practice' | 'azure';
}

export const EMPTY_DRAFT: Draft = { first: NO_LOGIN, second: NO_LOGIN, device: 'designated', vault: 'practice' };

/** The two names are one. Case does not make another person. */
export function isSameName({ first, second }: Draft): boolean {
  return first.name.trim() !== '' && sameName(first.name, second.name);
}

/** Whether both administrators are filled in, as far as the page can tell; main's rules come on top. */
export function areAdminsFilled(draft: Draft): boolean {
  return isFilled(draft.first) && isFilled(draft.second) && !isSameName(draft);
}
