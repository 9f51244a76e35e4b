import { keyState, type Key } from '../../shared/domain/key.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { isHere, keyElsewhere } from './keys-elsewhere.js';
import type { Keys } from './keys.js';

/**
 * The keys that are to be pushed: the named ones, or all that were never pushed; `again`: also those that the books say
 * are in the vault. Codes `nothing-to-push`, `key-not-found`, `key-elsewhere`.
 */
export function chooseKeys(
  keysOfRoom: Keys,
  group: KeyGroup,
  references: readonly string[],
  again: boolean,
): Result<{ readonly keys: readonly Key[]; readonly already: readonly Key[] }> {
  if (references.length === 0) {
    const keys = keysOfRoom.list(group).filter((key) => keyState(key) === 'never-pushed' && isHere(key));
    return keys.length > 0
      ? ok({ keys, already: [] })
      : nothing(group, `Every key of ${group.name} was pushed already.`);
  }
  const chosen = new Map<string, Key>();
  for (const reference of references) {
    const key = keysOfRoom.find(group, reference);
    if (!key.ok) return key;
    chosen.set(key.value.id, key.value);
  }
  const isLive = (key: Key): boolean => !again && key.versions.some((version) => version.state === 'live');
  const all = [...chosen.values()];
  const elsewhere = all.find((key) => !isHere(key));
  if (elsewhere) return keyElsewhere(elsewhere);
  const keys = all.filter((key) => !isLive(key));
  return keys.length > 0
    ? ok({ keys, already: all.filter(isLive) })
    : nothing(group, `${all.map((key) => key.name).join(', ')}: in the vault already.`);
}

function nothing(group: KeyGroup, message: string): Result<never> {
  return fail('nothing-to-push', message, {
    advice: `Create a key first (key create ${group.name}), or rotate the group (rotate ${group.name}).`,
  });
}
