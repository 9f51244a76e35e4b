import { create } from 'zustand';
import type { IdentityView, PushOf, RecoveryView } from '../../shared/contract/index.js';
import type { Credential } from '../../shared/domain/credential.js';
import { NOT_LOADED, type Loading } from './answers.js';
import { useSession } from './session-store.js';

export interface IdentityManagementStore extends Loading {
  readonly identities: readonly IdentityView[];
  /** How many Administrators unlock the workstation together. */
  readonly threshold: number;
  /** The recovery shares that are out. */
  readonly recovery?: RecoveryView | undefined;
  readonly credentials: readonly Credential[];
}

export const NO_IDENTITIES: IdentityManagementStore = {
  ...NOT_LOADED,
  identities: [],
  threshold: 2,
  recovery: undefined,
  credentials: [],
};

export const useIdentityManagement = create<IdentityManagementStore>(() => NO_IDENTITIES);

/** Takes what Identity Management tells. */
export function hearIdentityManagement(value: PushOf<'identityManagement'>): void {
  if ('session' in value) useSession.setState({ session: value.session });
  else useIdentityManagement.setState({ recovery: undefined, ...value, loaded: true, failure: undefined });
}

/** Whether a practice vault is in play: the band is shown. */
export function isPracticeInPlay(state: IdentityManagementStore): boolean {
  return state.credentials.some((credential) => credential.cloud === 'practice');
}

/** Whether every credential there is belongs to the practice vault. */
export function isPracticeOnly(state: IdentityManagementStore): boolean {
  return state.credentials.length > 0 && state.credentials.every((credential) => credential.cloud === 'practice');
}
