import { contract, type Argument } from '../../../shared/contract/index.js';
import { isFilled, isTwice, NO_LOGIN, type NewLogin } from '../../identity-management/new-login.js';

const { justification } = contract.identityManagement.calls.recover.argument.shape;

export interface RecoveryDraft {
  readonly shares: readonly string[];
  readonly administrators: readonly NewLogin[];
  readonly lost: readonly string[];
  readonly justification: string;
}

export const EMPTY_RECOVERY: RecoveryDraft = {
  shares: ['', ''],
  administrators: [NO_LOGIN, NO_LOGIN],
  lost: [''],
  justification: '',
};

const typed = (texts: readonly string[]): string[] => texts.filter((text) => text.trim() !== '');

export function areSharesTyped({ shares }: RecoveryDraft): boolean {
  return typed(shares).length >= 2;
}

/** `accepted`: what main's rules say of each passphrase. */
export function areAdministratorsFilled({ administrators }: RecoveryDraft, accepted: readonly boolean[]): boolean {
  const names = administrators.map(({ name }) => name);
  return administrators.every((login, at) => isFilled(login) && accepted[at] === true && !isTwice(names, at));
}

/** Why the justification will not do; undefined: it will. */
export function justificationError(draft: RecoveryDraft): string | undefined {
  const checked = justification.safeParse(draft.justification);
  return checked.success ? undefined : checked.error.issues[0]?.message;
}

/** What the call gets: empty fields are left out. */
export function recoveryArgument(draft: RecoveryDraft): Argument<'identityManagement', 'recover'> {
  return {
    shares: typed(draft.shares),
    administrators: draft.administrators.map(({ name, passphrase }) => ({ name, passphrase })),
    lost: typed(draft.lost),
    justification: draft.justification,
  };
}
