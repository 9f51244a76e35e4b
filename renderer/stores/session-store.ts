import { create } from 'zustand';
import type { SessionView } from '../../shared/contract/index.js';
import type { AnswerFailure } from './answers.js';

export interface SessionStore {
  /** Undefined until main answered for the first time. */
  readonly session: SessionView | undefined;
  /** Main did not answer the first question. */
  readonly failure: AnswerFailure | undefined;
}

export const NO_SESSION: SessionStore = { session: undefined, failure: undefined };

/** Who is at the workstation and what state it is in. */
export const useSession = create<SessionStore>(() => NO_SESSION);
