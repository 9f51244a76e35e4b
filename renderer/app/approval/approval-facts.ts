import type { IdentityView } from '../../../shared/contract/index.js';
import type { ApprovalRequest } from '../../../shared/domain/approval.js';
import { sameName } from '../../identity-management/identity-rules.js';

/** Who can confirm: every active Administrator but the one who asked. */
export function approversOf(identities: readonly IdentityView[], { askedBy }: ApprovalRequest): readonly string[] {
  return identities
    .filter(({ name, role, state }) => role === 'Administrator' && state === 'active' && !sameName(name, askedBy))
    .map(({ name }) => name);
}

export interface ValuePart {
  readonly text: string;
  readonly isFingerprint: boolean;
}

/** A value with the fingerprints in it apart (SHA-1 and SHA-256 in hex): they are shown in groups, to be compared by eye. */
export function valueParts(value: string): readonly ValuePart[] {
  return value
    .split(/\b([0-9a-f]{64}|[0-9a-f]{40})\b/i)
    .map((text, at) => ({ text, isFingerprint: at % 2 === 1 }))
    .filter(({ text }) => text !== '');
}

/** Whether it is about a practice vault: a line says so, or names a vault that is one. */
export function isPractice({ lines }: ApprovalRequest, practiceVaults: ReadonlySet<string>): boolean {
  return lines.some(
    ({ name, value }) => value.endsWith('(PRACTICE)') || (name === 'Vault' && practiceVaults.has(value)),
  );
}

/** Where a failure of `approve` is said: beside the passphrase, as the end of the request, or below the fields. */
export function placeOf(code: string): 'passphrase' | 'end' | 'below' {
  if (code === 'login-refused') return 'passphrase';
  return code === 'approval-gone' ? 'end' : 'below';
}
