import { fail, ok, type Result } from '../../shared/result.js';
import { CANCELLED, type CallParts, type Outcome } from './calls.js';

/** When to look after an unclear answer: the service may still be at work when its answer was lost. */
const LOOK_AFTER_MS = [1000, 4000] as const;
const ATTEMPTS = 3;

export interface Push<T> {
  /** For sentences: "the key payroll". */
  readonly what: string;
  readonly send: () => Promise<Outcome<T>>;
  /** ok(undefined): it is certainly not there. */
  readonly find: () => Promise<Result<T | undefined>>;
}

/**
 * Sends something that must not arrive twice. After an unclear answer the vault is looked at, twice, and only when it
 * is not there it is sent again. Code `push-unclear` when the vault could not be looked at: it may be there or not.
 */
export async function pushOnce<T>(
  parts: CallParts,
  signal: AbortSignal | undefined,
  push: Push<T>,
): Promise<Result<T>> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await push.send();
    if (outcome.kind === 'done') return ok(outcome.value);
    if (outcome.kind === 'refused') return { ok: false, failure: outcome.failure };
    const { failure } = outcome;
    parts.listener.onNotice({
      message: `No clear answer about ${push.what}: ${failure.message} Looking in the vault before anything is repeated.`,
      ...(failure.requestId ? { clientRequestId: failure.requestId } : {}),
    });
    const found = await look(parts, push);
    if (!found.ok) return unclear(push.what, found.failure.message);
    if (found.value !== undefined) {
      parts.listener.onNotice({ message: `Found ${push.what} in the vault: it had arrived, and is not sent again.` });
      return ok(found.value);
    }
    if (attempt >= ATTEMPTS) return { ok: false, failure };
    parts.listener.onNotice({
      message: `The vault does not have ${push.what}: it had not arrived, and is sent again.`,
    });
    if (signal?.aborted) return { ok: false, failure: CANCELLED };
  }
}

/** Not cancelled: some seconds of looking are better than not knowing. */
async function look<T>(parts: CallParts, push: Push<T>): Promise<Result<T | undefined>> {
  for (const wait of LOOK_AFTER_MS) {
    await parts.clock.sleep(wait);
    const found = await push.find();
    if (!found.ok || found.value !== undefined) return found;
  }
  return ok(undefined);
}

function unclear(what: string, why: string): Result<never> {
  return fail('push-unclear', `It is not known whether ${what} arrived in the vault: ${why}`, {
    advice:
      'Nothing is repeated blindly. When the vault can be reached again, start Keyferry: it looks first and goes on from what it finds.',
  });
}
