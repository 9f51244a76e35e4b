import { RestError } from '@azure/core-rest-pipeline';
import type { Failure } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';
import { keyVaultFailure, type CallContext } from './key-vault-errors.js';
import { unreadable } from './odd-answer.js';
import { isUnclearCode, networkFailure } from './network-errors.js';
import { REPEATS, type Pacer } from './pacing.js';
import type { Recorder } from './recorder.js';
import { tokenFailure, tokenServiceBusy } from './token-errors.js';
import type { CallListener } from './types.js';

/** What came of one call. `unclear`: nobody knows whether the vault did it. */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'unclear'; readonly failure: Failure };

export interface CallParts {
  readonly clock: Clock;
  readonly pacer: Pacer;
  readonly recorder: Recorder;
  readonly listener: CallListener;
}

export interface CallRequest extends CallContext {
  /** HSM writes are paced, and an unclear answer is reported instead of repeated. */
  readonly hsmWrite: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Statuses after which nobody knows whether the work was done. */
const UNCLEAR_STATUSES = new Set([408, 500, 502, 503, 504]);
/** Refusals that pass by themselves: nothing was done, so waiting and repeating is safe. */
const PASSING = new Set(['throttled', 'name-busy', 'conflict', 'token-service-busy', 'token-no-answer']);

/** The answer to a call that was cancelled. */
export const CANCELLED: Failure = { code: 'cancelled', message: 'Cancelled.' };

/**
 * Makes a call and answers what came of it. Throttling and names that are busy are waited out; a read that brought no
 * clear answer is repeated; a write is not: the caller looks first what became of it.
 */
export async function makeCall<T>(parts: CallParts, request: CallRequest, call: () => Promise<T>): Promise<Outcome<T>> {
  for (let attempt = 0; ; attempt += 1) {
    if (request.signal?.aborted) return { kind: 'refused', failure: CANCELLED };
    const outcome = await once(parts, request, call);
    if (outcome.kind === 'done' || attempt >= REPEATS) return outcome;
    const passing = outcome.kind === 'refused' ? PASSING.has(outcome.failure.code) : !request.hsmWrite;
    if (!passing) return outcome;
    const wait = parts.pacer.backOff(attempt, parts.recorder.lastRefusal?.retryAfterMs);
    parts.listener.onNotice({
      message: `${request.permission}${request.keyName ? ` ${request.keyName}` : ''}: ${reasonOf(outcome.failure)} Waiting ${(wait / 1000).toFixed(1)} s before the next attempt.`,
      ...(outcome.failure.requestId ? { clientRequestId: outcome.failure.requestId } : {}),
    });
    if (!(await slept(parts.clock, wait, request.signal))) return { kind: 'refused', failure: CANCELLED };
  }
}

/** Waits; false when cancelled meanwhile. */
export async function slept(clock: Clock, milliseconds: number, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await clock.sleep(milliseconds, signal);
    return true;
  } catch (error) {
    if (signal?.aborted) return false;
    throw error;
  }
}

async function once<T>(parts: CallParts, request: CallRequest, call: () => Promise<T>): Promise<Outcome<T>> {
  if (request.hsmWrite && !(await admitted(parts, request))) return { kind: 'refused', failure: CANCELLED };
  try {
    return { kind: 'done', value: await call() };
  } catch (error) {
    return outcomeOf(error, parts.recorder, request);
  }
}

/** Waits for the pace; false when cancelled meanwhile: nothing was sent then. */
async function admitted(parts: CallParts, request: CallRequest): Promise<boolean> {
  try {
    await parts.pacer.hsmWrite(request.host, request.signal);
    return true;
  } catch (error) {
    if (request.signal?.aborted) return false;
    throw error;
  }
}

function reasonOf(failure: Failure): string {
  return failure.code === 'throttled' ? 'the vault asks for a pause (429).' : failure.message;
}

/** Turns what the SDK threw into what it means. Anything that is no answer of the other side is a bug, and thrown on. */
export function outcomeOf(error: unknown, recorder: Recorder, request: CallRequest): Outcome<never> {
  // A write is never cut off while it is under way: whether it arrived would be unknown for nothing.
  if (request.signal?.aborted && !request.hsmWrite) return { kind: 'refused', failure: CANCELLED };
  const ids = idsOf(recorder);
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof RestError && error.statusCode !== undefined) {
    if (error.statusCode < 300) return oddAnswer(recorder, request);
    const answer = { ...(recorder.lastRefusal ?? { message: text }), status: error.statusCode };
    const kind = UNCLEAR_STATUSES.has(error.statusCode) ? 'unclear' : 'refused';
    return { kind, failure: { ...keyVaultFailure(answer, request), ...ids } };
  }
  if (isIdentityError(error)) {
    const status = recorder.lastCall?.status;
    if (recorder.lastRefusal === undefined && status === undefined) return network(text, recorder, request);
    if (status === 429 || (status !== undefined && status >= 500))
      return { kind: 'refused', failure: { ...tokenServiceBusy(status, text), ...ids } };
    return { kind: 'refused', failure: { ...tokenFailure(recorder.lastRefusal?.message ?? text), ...ids } };
  }
  if (error instanceof RestError) return network(text, recorder, request, error.code);
  if (error instanceof Error && error.name === 'AbortError') return network(text, recorder, request, 'ETIMEDOUT');
  if (/challenge|tenant/i.test(text) && error instanceof Error)
    return { kind: 'refused', failure: tenantFailure(text, request) };
  // The SDK was given an answer, and could make nothing of it.
  if (recorder.lastCall?.status !== undefined) return oddAnswer(recorder, request);
  throw error;
}

/** After a write nobody knows what was done; what the SDK stumbled over is not repeated to anybody. */
function oddAnswer(recorder: Recorder, request: CallRequest): Outcome<never> {
  const { failure } = unreadable(request.vault);
  return { kind: request.hsmWrite ? 'unclear' : 'refused', failure: { ...failure, ...idsOf(recorder) } };
}

function network(text: string, recorder: Recorder, request: CallRequest, given?: string): Outcome<never> {
  const code = given ?? recorder.lastCall?.errorCode ?? 'unknown';
  const asked = recorder.lastCall?.url.split('/')[0] ?? request.host;
  const failure = { ...networkFailure(code, text, asked), ...idsOf(recorder) };
  if (!isUnclearCode(code)) return { kind: 'refused', failure };
  if (asked === request.host) return { kind: 'unclear', failure };
  // The token comes first: when the connection to its service broke, the vault was not asked.
  return { kind: 'refused', failure: failure.code === 'no-answer' ? { ...failure, code: 'token-no-answer' } : failure };
}

function idsOf(recorder: Recorder): Pick<Failure, 'requestId' | 'serviceRequestId'> {
  const call = recorder.lastCall;
  return {
    ...(call ? { requestId: call.clientRequestId } : {}),
    ...(call?.serviceRequestId ? { serviceRequestId: call.serviceRequestId } : {}),
  };
}

/** @azure/identity's own errors; told by name, as its documentation does. */
function isIdentityError(error: unknown): boolean {
  const name = error instanceof Error ? error.name : '';
  if (name === 'CredentialUnavailableError') return !(error as Error).message.includes('AdditionallyAllowedTenants');
  return (
    name === 'AuthenticationError' || name === 'AuthenticationRequiredError' || /ClientAuthError|ServerError/.test(name)
  );
}

/** The challenge named another tenant than the credential's, or another place than a vault. */
export function tenantFailure(text: string, { vault }: { readonly vault: string }): Failure {
  const tenant = /tenant ([0-9a-f-]{36})/i.exec(text)?.[1];
  if (tenant) {
    return {
      code: 'wrong-tenant',
      message: `The vault ${vault} belongs to the tenant ${tenant}, not to the credential's.`,
      advice: `Give the credential the tenant ID ${tenant}, or use a vault of the credential's own tenant.`,
      original: text.slice(0, 600),
    };
  }
  return {
    code: 'bad-challenge',
    message: `The vault ${vault} asked for a token in a way that Keyferry does not follow.`,
    advice: "Check the vault's address and any proxy in between; no token was sent.",
    original: text.slice(0, 600),
  };
}
