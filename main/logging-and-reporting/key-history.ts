import type { KeyId } from '../../shared/domain/ids.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { groupsByName } from '../store/tables/groups.js';
import { keysOfGroup } from '../store/tables/keys.js';
import { eventsAbout, isPracticeObject } from '../store/tables/log-events.js';
import type { Store } from '../store/types.js';
import { time, type Table } from './report-rows.js';

const COLUMNS = [
  ...['Event', 'Time', 'Level', 'What', 'By', 'Confirmed by', 'Object', 'Job', 'Outcome', 'Reason'],
  ...['Message', 'Hash'],
];

export interface KeyHistory {
  readonly title: string;
  readonly filter: string;
  readonly practice: boolean;
  readonly table: Table;
}

/**
 * Who did what to one key, or to all keys of a group: every event about it, and every event of the jobs that worked on it.
 * A group that was removed is named VAULT/NAME; the log still has it. Codes `bad-input`, `group-not-found`,
 * `group-ambiguous`, `key-not-found`.
 */
export function keyHistory(store: Store, request: { group?: string; key?: string }): Result<KeyHistory> {
  const place = placeOf(store, request.group);
  if (!place.ok) return place;
  const key = request.key === undefined ? ok(undefined) : keyOf(store, place.value, request.key);
  if (!key.ok) return key;
  const object = key.value ? `${place.value.object}/${key.value.name}` : place.value.object;
  const events = eventsAbout(store, {
    object,
    ...(place.value.groupId && !key.value ? { groupId: place.value.groupId } : {}),
    ...(key.value?.id ? { keyId: key.value.id } : {}),
  });
  const rows = events.map((event) => [
    ...[String(event.sequence), time(event.time), event.level, event.event, event.actor, event.approver ?? ''],
    ...[
      event.object,
      event.jobId?.slice(0, 8) ?? '',
      event.outcome ?? '',
      event.reason ?? '',
      event.message,
      event.hash,
    ],
  ]);
  const what = key.value ? `the key ${key.value.name} of ${place.value.object}` : `the Key Group ${object}`;
  return ok({
    title: `History of ${key.value ? key.value.name : object}`,
    filter: `Every event about ${what}, and of the jobs that worked on ${key.value ? 'it' : 'its keys'}, oldest first.`,
    practice: isPracticeObject(store, place.value.object),
    table: { columns: COLUMNS, rows },
  });
}

interface Place {
  /** `vault/group`, as it stands in events. */
  readonly object: string;
  readonly groupId?: string;
}

function placeOf(store: Store, reference = ''): Result<Place> {
  if (reference === '')
    return fail('bad-input', 'Whose history? No Key Group is named.', { advice: 'Name one: NAME, or VAULT/NAME.' });
  const slash = reference.indexOf('/');
  const [vault, name] = slash < 0 ? [undefined, reference] : [reference.slice(0, slash), reference.slice(slash + 1)];
  const found = groupsByName(store, name).filter(
    (group) => vault === undefined || group.vault.toLowerCase() === vault.toLowerCase(),
  );
  const [group, other] = found;
  if (other)
    return fail('group-ambiguous', `There are groups ${name} in more than one vault.`, {
      advice: `Name the vault too: ${other.vault}/${name}.`,
    });
  if (group) return ok({ object: `${group.vault}/${group.name}`, groupId: group.id });
  if (vault !== undefined) return ok({ object: reference });
  return fail('group-not-found', `There is no Key Group ${reference}.`, {
    advice: 'If it was removed, name it with its vault: VAULT/NAME.',
  });
}

function keyOf(store: Store, place: Place, name: string): Result<{ readonly name: string; readonly id?: KeyId }> {
  const group =
    place.groupId === undefined
      ? undefined
      : groupsByName(store, place.object.slice(place.object.indexOf('/') + 1)).find((one) => one.id === place.groupId);
  const key = group && keysOfGroup(store, group.id).find((one) => one.name.toLowerCase() === name.toLowerCase());
  // A key that was removed still stands in the log under its name.
  return ok(key ? { name: key.name, id: key.id } : { name });
}
