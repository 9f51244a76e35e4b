import { keyState, type Key } from '../../shared/domain/key.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import { ok, type Result } from '../../shared/result.js';
import type { JobContext } from '../logging-and-reporting/index.js';
import { putJobKey } from '../store/tables/jobs.js';
import type { Keys } from './keys.js';

/** A rotation that begins so much after it was due is said to be late. */
const LATE_MS = 15 * 60_000;

/** The key of this rotation: a new one, or the one that an earlier rotation made and could not push. */
export async function rotationKey(
  context: JobContext,
  keys: Keys,
  group: KeyGroup,
): Promise<Result<Pick<Key, 'id' | 'name'>>> {
  const left = keys.list(group).find((key) => key.origin === 'rotation' && keyState(key) === 'never-pushed');
  if (left) {
    context.say(
      'INFO',
      'key-taken-up',
      `Taking up the key ${left.name}, which an earlier rotation made and did not push.`,
    );
    context.commit((tx) => putJobKey(tx, context.id, left.id, 'waiting'));
    return ok(left);
  }
  const made = await keys.oneByOne(group, () =>
    context.step(
      'generate',
      {
        record: (tx, fresh) => {
          keys.record(tx, group, fresh);
          putJobKey(tx, context.id, fresh.key.id, 'waiting');
        },
      },
      async () => ok(await keys.make(group, keys.nextName(group), 'rotation')),
    ),
  );
  return made.ok ? ok(made.value.key) : made;
}

/** Says how late a rotation of the schedule begins, where it is worth a word. `dueAt`, `now`: UTC milliseconds. */
export function sayLate(context: JobContext, group: KeyGroup, dueAt: number, now: number): void {
  const late = now - dueAt;
  if (late < LATE_MS) return;
  const due = new Date(dueAt).toISOString().slice(0, 16).replace('T', ' ');
  context.say(
    'WARN',
    'rotation-late',
    `The rotation of ${group.name} was due on ${due} UTC and begins ${inWords(late)} late: the workstation was off, sealed, or could not rotate before.`,
  );
}

function inWords(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 120) return `${minutes} minutes`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} hours` : `${Math.round(minutes / (24 * 60))} days`;
}
