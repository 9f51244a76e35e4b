import { fail, ok, type Result } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';
import { CANCELLED, slept } from './calls.js';
import type { DeletedKeyState, RemovedKey } from './types.js';

/** Deleting takes the service some seconds; the SDK's own poller would wait without end. */
const LOOK_EVERY_MS = 2000;
/** The SDK looks after 2 s too; sooner would only be more requests, and every push waits for this. */
const FIRST_LOOK_MS = 2500;
const PATIENCE_MS = 120_000;

export interface RemovalSteps {
  readonly clock: Clock;
  readonly sendDelete: () => Promise<Result<unknown>>;
  readonly sendPurge: (scheduledPurgeOn: number | undefined) => Promise<Result<unknown>>;
  readonly getDeleted: () => Promise<Result<DeletedKeyState | undefined>>;
}

const ABSENT: RemovedKey = { outcome: 'absent', recoveryLevel: '', purgeable: false };

/**
 * Deletes a key with all its versions, waits until the vault says so, and purges it where `purge` and its recovery
 * level allow it. Doing it again after a lost answer is safe: what is gone is gone. Code `still-deleting`.
 */
export async function removeKey(
  steps: RemovalSteps,
  keyName: string,
  purge: boolean,
  signal: AbortSignal | undefined,
): Promise<Result<RemovedKey>> {
  const sent = await steps.sendDelete();
  // A name that is gone or going may be the work of an earlier attempt whose answer was lost: look before judging.
  const gone =
    !sent.ok &&
    (sent.failure.code === 'key-not-found' ||
      sent.failure.code === 'name-busy' ||
      sent.failure.code === 'name-blocked');
  if (!sent.ok && !gone) return sent;
  if (sent.ok && !(await slept(steps.clock, FIRST_LOOK_MS, signal))) return { ok: false, failure: CANCELLED };
  const deleted = await waitUntilDeleted(steps, keyName, gone, signal);
  if (!deleted.ok) return deleted;
  if (!deleted.value) return ok(ABSENT);
  const state = deleted.value;
  if (!purge || !state.purgeable) return ok({ ...state, outcome: 'deleted' });
  const purged = await steps.sendPurge(state.scheduledPurgeOn);
  if (purged.ok) return ok({ ...state, outcome: 'purged' });
  if (purged.failure.code === 'key-not-found') return ok({ ...state, outcome: 'purged' });
  return purged;
}

/** ok(undefined): it is neither live nor deleted. */
async function waitUntilDeleted(
  steps: RemovalSteps,
  keyName: string,
  maybeAbsent: boolean,
  signal: AbortSignal | undefined,
): Promise<Result<DeletedKeyState | undefined>> {
  for (let waited = 0; waited <= PATIENCE_MS; waited += LOOK_EVERY_MS) {
    const deleted = await steps.getDeleted();
    if (!deleted.ok || deleted.value) return deleted;
    if (maybeAbsent && waited >= 2 * LOOK_EVERY_MS) return ok(undefined);
    if (!(await slept(steps.clock, LOOK_EVERY_MS, signal))) return { ok: false, failure: CANCELLED };
  }
  return fail('still-deleting', `The vault is still deleting ${keyName} after ${PATIENCE_MS / 1000} s.`, {
    advice: 'Look again in some minutes; it was not purged.',
  });
}
