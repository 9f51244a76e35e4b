import { fail, ok, type Result } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';
import { CANCELLED, slept } from './calls.js';

/** Recovering takes the service some seconds; the SDK's own poller would wait without end. */
const LOOK_EVERY_MS = 2000;
const PATIENCE_MS = 120_000;

export interface RecoverySteps {
  readonly clock: Clock;
  readonly sendRecover: () => Promise<Result<unknown>>;
  /** ok(undefined): not there yet. */
  readonly getKey: () => Promise<Result<unknown>>;
}

/**
 * Recovers a soft-deleted key and waits until the vault answers it. Doing it again after a lost answer is safe. Codes
 * `still-recovering`, `cancelled`, and those of the connection.
 */
export async function recoverKey(
  steps: RecoverySteps,
  keyName: string,
  signal: AbortSignal | undefined,
): Promise<Result<void>> {
  const sent = await steps.sendRecover();
  // Not deleted any more, or on its way: perhaps the work of an earlier attempt whose answer was lost. Look.
  const maybeDone = !sent.ok && (sent.failure.code === 'key-not-found' || sent.failure.code === 'name-busy');
  if (!sent.ok && !maybeDone) return sent;
  for (let waited = 0; waited <= PATIENCE_MS; waited += LOOK_EVERY_MS) {
    const found = await steps.getKey();
    // A disabled key is there, and cannot be read.
    if (!found.ok) return found.failure.code === 'key-disabled' ? ok(undefined) : found;
    if (found.value !== undefined) return ok(undefined);
    if (!sent.ok && waited >= 2 * LOOK_EVERY_MS) return sent;
    if (!(await slept(steps.clock, LOOK_EVERY_MS, signal))) return { ok: false, failure: CANCELLED };
  }
  return fail('still-recovering', `The vault is still recovering ${keyName} after ${PATIENCE_MS / 1000} s.`, {
    advice: 'Compare with Vault again in some minutes.',
  });
}
