import type { Answer } from '../../shared/contract/index.js';

/** The half of an Answer that is not a value. */
export type AnswerFailure = Extract<Answer<never>, { readonly ok: false }>;

/** What a room's store holds besides its nouns: whether they are there yet, and why not. */
export interface Loading {
  readonly loaded: boolean;
  readonly failure: AnswerFailure | undefined;
}

export const NOT_LOADED: Loading = { loaded: false, failure: undefined };

/** A call that broke instead of answering: the bridge is gone, or there is a bug on the way. */
export const BRIDGE_BROKEN: AnswerFailure = {
  ok: false,
  code: 'bridge-broken',
  message: 'Keyferry did not answer. Whether the work was done is not known.',
  advice:
    'Look into Jobs and System Logs before you do it again. If nothing answers, close Keyferry and start it again.',
};
