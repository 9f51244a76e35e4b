import { randomUUID } from 'node:crypto';
import { asId, type KeyId } from '../../shared/domain/ids.js';
import type { Key } from '../../shared/domain/key.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import { keysOfGroup, insertKey, materialOfKey, putMaterial, putOrigin } from '../store/tables/keys.js';
import type { Store, Transaction } from '../store/types.js';

export interface AdoptedKey {
  readonly spki: Uint8Array;
  readonly spkiSha256: string;
  readonly thumbprint: string;
  readonly source: Key['source'];
  readonly origin: Key['origin'];
  readonly madeAt: number;
  /** What the source keeps of it, under `id`; left out: its private half is elsewhere. */
  readonly sealed?: { readonly id: KeyId; readonly material: Uint8Array };
}

/**
 * Takes a key that was made elsewhere into a group, in the caller's transaction. One that stands there already is taken
 * as it is; where it has no private half here, it gets this one. Answers the key as it is then.
 */
export function adoptKey(
  tx: Transaction,
  store: Store,
  { group, name, key }: { readonly group: KeyGroup; readonly name: string; readonly key: AdoptedKey },
): Pick<Key, 'id' | 'name'> {
  const present = keysOfGroup(store, group.id).find(({ spkiSha256 }) => spkiSha256 === key.spkiSha256);
  if (present && (!key.sealed || materialOfKey(store, present.id))) return present;
  if (present && key.sealed) {
    putMaterial(tx, present.id, key.sealed.material);
    putOrigin(tx, present.id, key);
    return present;
  }
  const { spki, spkiSha256, thumbprint, source, origin, madeAt: createdAt } = key;
  const id = key.sealed?.id ?? asId.key(randomUUID());
  const { keyType } = group;
  const fresh = { id, groupId: group.id, name, keyType, source, origin, spkiSha256, thumbprint, createdAt };
  insertKey(tx, fresh, spki, key.sealed?.material);
  return fresh;
}
