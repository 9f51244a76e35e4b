import type { Key } from '../../shared/domain/key.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { keysOfGroup } from '../store/tables/keys.js';
import type { Store } from '../store/types.js';

/** Whether the private half of a key is on this workstation. */
export function isHere(key: Pick<Key, 'source'>): boolean {
  return key.source !== 'ceremony';
}

export function keyElsewhere({ name }: Pick<Key, 'name'>): Result<never> {
  return fail(
    'key-elsewhere',
    `The private half of ${name} is not on this workstation: it was made at a ceremony, and only its ceremony package can bring it into the vault.`,
    { advice: 'Upload the package again, or bring the key back from escrow: keyferry ceremony recover-into GROUP.' },
  );
}

/** A group whose keys come from ceremonies is not rotated by this workstation. Code `made-at-ceremonies`. */
export function rotatesHere(store: Store, group: KeyGroup): Result<void> {
  if (keysOfGroup(store, group.id).every(isHere)) return ok(undefined);
  return fail(
    'made-at-ceremonies',
    `The keys of ${group.name} are made at ceremonies: this workstation neither rotates them nor does so on a schedule.`,
    { advice: 'Hold another ceremony for the next key, and upload its package.' },
  );
}
