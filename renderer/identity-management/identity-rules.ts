import type { IdentityView, Role } from '../../shared/contract/index.js';
import { RULES } from './strings.js';

/** As main compares names: case and spaces around make no other person. */
export function sameName(one: string, other: string): boolean {
  const key = (name: string): string => name.trim().normalize('NFC').toLowerCase();
  return key(one) === key(other);
}

/** What decides about an identity besides the role of whoever works here. */
export interface Situation {
  readonly identities: readonly IdentityView[];
  readonly threshold: number;
  /** Who works here. */
  readonly person: string | undefined;
}

/** Those who hold a share of the master key. */
export function activeAdministrators(identities: readonly IdentityView[]): readonly IdentityView[] {
  return identities.filter(({ role, state }) => role === 'Administrator' && state === 'active');
}

/** Whether a change splits the master key anew: so many Administrators as unlock then log in again. */
export function isUnderQuorum(identity: Pick<IdentityView, 'role'>, role: Role = identity.role): boolean {
  return identity.role === 'Administrator' || role === 'Administrator';
}

/** Why an identity cannot be disabled now; undefined: it can. */
export function whyNotDisable(identity: IdentityView, situation: Situation): string | undefined {
  return whyNotOwn(identity, situation) ?? whyNotOneLess(identity, situation);
}

/** Why an identity cannot get another role now. */
export function whyNotChangeRole(identity: IdentityView, situation: Situation): string | undefined {
  if (identity.state === 'disabled') return RULES.enableFirst;
  return whyNotOwn(identity, situation) ?? whyNotOneLess(identity, situation);
}

function whyNotOwn({ name }: IdentityView, { person }: Situation): string | undefined {
  return person !== undefined && sameName(name, person) ? RULES.own : undefined;
}

function whyNotOneLess({ role, state }: IdentityView, { identities, threshold }: Situation): string | undefined {
  const counts = role === 'Administrator' && state === 'active';
  const left = activeAdministrators(identities).length - 1;
  return counts && left < threshold ? RULES.lastAdministrators(threshold, left) : undefined;
}
