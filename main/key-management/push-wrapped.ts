import type { Key } from '../../shared/domain/key.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import { fail, ok, type Result } from '../../shared/result.js';
import type { KeyVersion, VaultConnection } from '../azure/types.js';
import type { JobContext } from '../logging-and-reporting/index.js';
import { putJobKey } from '../store/tables/jobs.js';
import { keyById, keysOfGroup, putVersion, spkiOfKey } from '../store/tables/keys.js';
import type { KeyManagementParts } from './parts.js';
import { importBlob } from './push-keys.js';
import { lookBeforePush } from './look-before-push.js';

/** A key of the group that was wrapped elsewhere, under a KEK that is in the vault. */
export interface WrappedKey {
  readonly key: Pick<Key, 'id' | 'name'>;
  readonly blob: Uint8Array;
  readonly validFor?: string;
}

/**
 * Pushes one blob as a push of our own does it: look, import, compare. What the vault holds already, by whoever it was
 * imported, is found by its public key and recorded, and not sent again. The KEK is the caller's to look after. Code
 * `version-disabled`, and those of a push.
 */
export async function pushWrapped(
  context: JobContext,
  parts: KeyManagementParts,
  connection: VaultConnection,
  { group, key, blob, validFor }: WrappedKey & { readonly group: KeyGroup },
): Promise<Result<string>> {
  const { store } = parts;
  const spki = spkiOfKey(store, key.id);
  if (!spki) return fail('key-not-found', `The key ${key.name} is not on this workstation any more.`);
  context.commit((tx) => putJobKey(tx, context.id, key.id, 'waiting'));
  const look = await lookBeforePush(context, parts, connection, { group });
  if (!look.ok) return look;
  if (look.value.recovered.has(key.id)) return ok(`The key ${key.name} is in the vault already.`);
  const there = await lookForIt(context, parts, connection, { group, key, spki });
  if (!there.ok) return there;
  if (there.value) return ok(`The key ${key.name} is in the vault already, as version ${there.value.version}.`);
  if (context.signal.aborted) return fail('cancelled', 'Cancelled. Nothing was sent.');
  const pushed = await importBlob(context, parts, connection, {
    ...{ group, key, blob, spki, known: look.value.known, isLast: true, source: 'ceremony' },
    ...(validFor === undefined ? {} : { validFor }),
  });
  return pushed.ok
    ? ok(`Successfully uploaded the key ${key.name} of a ceremony: version ${pushed.value} of ${group.name}.`)
    : pushed;
}

/** A version with this public key that the books do not know: somebody imported the blob with another tool. */
async function lookForIt(
  context: JobContext,
  { store, clock }: KeyManagementParts,
  connection: VaultConnection,
  { group, key, spki }: { readonly group: KeyGroup; readonly key: Pick<Key, 'id' | 'name'>; readonly spki: Uint8Array },
): Promise<Result<KeyVersion | undefined>> {
  const inBooks = keysOfGroup(store, group.id).flatMap(({ versions }) => versions.map(({ version }) => version));
  const found = await context.step('reconcile', { keyId: key.id }, () =>
    connection.findByPublicKey(group.name, spki, new Set(inBooks), context.signal),
  );
  if (!found.ok || !found.value) return found;
  const { version, kid, enabled, createdOn, expiresOn } = found.value;
  if (!enabled) {
    return fail(
      'version-disabled',
      `The key ${key.name} is in the vault already, as version ${version}, and somebody disabled that version.`,
      { advice: 'Find out why; enable it in the portal, then upload the package again. It is not sent a second time.' },
    );
  }
  const current = await connection.getKey(group.name, undefined, context.signal);
  if (!current.ok) return current;
  context.say(
    'WARN',
    'key-found',
    `The key ${keyById(store, key.id)?.name ?? key.name} is in the vault already, as version ${version}; it is not sent again.`,
  );
  context.update({ done: 1 });
  context.commit((tx) => {
    putVersion(tx, group.id, {
      ...{ keyId: key.id, version, kid, pushedAt: createdOn ?? clock.now() },
      ...(expiresOn === undefined ? {} : { expiresOn }),
      state: 'live',
      active: current.value?.version === version,
    });
    putJobKey(tx, context.id, key.id, 'pushed');
  });
  return found;
}
