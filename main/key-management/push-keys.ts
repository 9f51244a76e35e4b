import { describeFailure } from '../../shared/describe-failure.js';
import type { KeyId } from '../../shared/domain/ids.js';
import type { Key } from '../../shared/domain/key.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import { addPeriod, parsePeriod } from '../../shared/domain/period.js';
import { fail, ok, type Result } from '../../shared/result.js';
import type { ImportedVersion, Kek, VaultConnection } from '../azure/types.js';
import type { JobContext } from '../logging-and-reporting/index.js';
import { putJobKey } from '../store/tables/jobs.js';
import { keksOfJob } from '../store/tables/keks.js';
import { materialOfKey, putVersion, spkiOfKey } from '../store/tables/keys.js';
import type { Transaction } from '../store/types.js';
import { makeKek, removeKek } from './kek-life.js';
import type { KeyManagementParts } from './parts.js';
import { lookBeforePush } from './look-before-push.js';

export interface PushPlan {
  readonly group: KeyGroup;
  readonly keys: readonly Pick<Key, 'id' | 'name'>[];
  /** Committed with the last key's version (last rotated, next rotation). */
  readonly recordSuccess?: (tx: Transaction) => void;
  /** Goes on although another workstation pushed last. */
  readonly followOther?: boolean;
}

const CANCELLED = fail('cancelled', 'Cancelled. What was pushed before is kept; nothing more was sent.');

/**
 * Pushes keys into the vault under one KEK: look, make the KEK, and for each key wrap, import, compare; then remove the
 * KEK, whatever happened. Stops at the first key that fails.
 */
export async function pushKeys(
  context: JobContext,
  parts: KeyManagementParts,
  connection: VaultConnection,
  plan: PushPlan,
): Promise<Result<number>> {
  const look = await lookBeforePush(context, parts, connection, plan);
  if (!look.ok) return look;
  const { known, recovered } = look.value;
  const keys = plan.keys.filter((key) => !recovered.has(key.id));
  if (keys.length === 0) return ok(0);
  if (context.signal.aborted) return CANCELLED;
  try {
    const kek = await makeKek(context, parts, connection, plan.group, keys.length);
    if (!kek.ok) return kek;
    return await pushAll(context, parts, connection, { ...plan, keys }, kek.value, known);
  } finally {
    for (const record of keksOfJob(parts.store, context.id)) await removeKek(context, connection, record);
  }
}

async function pushAll(
  context: JobContext,
  parts: KeyManagementParts,
  connection: VaultConnection,
  plan: PushPlan,
  kek: Kek,
  known: Set<string>,
): Promise<Result<number>> {
  let done = 0;
  for (const key of plan.keys) {
    if (context.signal.aborted) return CANCELLED;
    const isLast = done === plan.keys.length - 1;
    const pushed = await pushOne(context, parts, connection, { ...plan, key, kek, known, isLast });
    if (!pushed.ok) return pushed;
    known.add(pushed.value);
    done += 1;
  }
  return ok(done);
}

interface OnePush extends PushPlan {
  readonly key: Pick<Key, 'id' | 'name'>;
  readonly kek: Kek;
  readonly known: ReadonlySet<string>;
  readonly isLast: boolean;
}

/** Answers the version. */
async function pushOne(
  context: JobContext,
  parts: KeyManagementParts,
  connection: VaultConnection,
  push: OnePush,
): Promise<Result<string>> {
  const { group, key, kek } = push;
  const keyId = key.id;
  const spki = spkiOfKey(parts.store, keyId);
  const material = materialOfKey(parts.store, keyId);
  if (!spki || !material) return fail('key-not-found', `The key ${key.name} is not on this workstation any more.`);
  const blob = await context.step('wrap', { keyId }, () => parts.keySource.wrap({ keyId, material, kek }));
  if (!blob.ok) return blob;
  const { validFor } = group;
  const more = validFor === undefined ? {} : { validFor };
  return importBlob(context, parts, connection, {
    ...push,
    ...more,
    blob: blob.value,
    spki,
    source: parts.keySource.kind,
  });
}

/** A transfer blob on its way, wherever it was wrapped. */
export interface BlobPush extends Pick<PushPlan, 'group' | 'recordSuccess'> {
  readonly key: Pick<Key, 'id' | 'name'>;
  readonly blob: Uint8Array;
  readonly spki: Uint8Array;
  /** Of the key; stands in the version's tags. */
  readonly source: Key['source'];
  readonly validFor?: string;
  readonly known: ReadonlySet<string>;
  readonly isLast: boolean;
}

/** Imports one blob and compares what the vault answers. Answers the version. */
export async function importBlob(
  context: JobContext,
  parts: KeyManagementParts,
  connection: VaultConnection,
  push: BlobPush,
): Promise<Result<string>> {
  const { group, blob, spki, source } = push;
  const keyId = push.key.id;
  const expiresOn = expiryOf(push.validFor, parts.clock.now());
  const imported = await context.step(
    'import',
    { keyId, before: (tx) => putJobKey(tx, context.id, keyId, 'sending') },
    () =>
      connection.importKey(
        {
          keyName: group.name,
          keyType: group.keyType,
          usages: group.usages,
          blob,
          spki,
          knownVersions: push.known,
          tags: { 'made-by': 'keyferry', source, workstation: parts.workstationId },
          ...(expiresOn === undefined ? {} : { expiresOn }),
        },
        context.signal,
      ),
  );
  if (!imported.ok) {
    noteNotPushed(context, keyId, imported.failure.code);
    return imported;
  }
  return compare(context, parts, connection, push, imported.value);
}

/** After a clear refusal the key is not in the vault; after an unclear end it is looked for later. */
function noteNotPushed(context: JobContext, keyId: KeyId, code: string): void {
  if (code === 'push-unclear') context.update({ reconciled: false });
  context.commit((tx) => {
    if (code !== 'push-unclear') putJobKey(tx, context.id, keyId, 'not-pushed');
  });
}

/** The public key that Azure answers must be ours; if it is, version and state are recorded, else it is disabled there. */
async function compare(
  context: JobContext,
  parts: KeyManagementParts,
  connection: VaultConnection,
  push: BlobPush,
  version: ImportedVersion,
): Promise<Result<string>> {
  const { group, key } = push;
  const row = {
    keyId: key.id,
    version: version.version,
    kid: version.kid,
    pushedAt: parts.clock.now(),
    ...(version.expiresOn === undefined ? {} : { expiresOn: version.expiresOn }),
  };
  return context.step<string>(
    'compare',
    {
      keyId: key.id,
      record: (tx) => {
        putVersion(tx, group.id, { ...row, state: 'live', active: true });
        putJobKey(tx, context.id, key.id, 'pushed');
        if (push.isLast) push.recordSuccess?.(tx);
      },
    },
    async () => {
      if (version.publicKeyMatches) {
        context.update({ done: context.job.done + 1 });
        context.say(
          'INFO',
          'key-synchronized',
          `Synchronized HSM protected key ${key.name}: version ${version.version} of ${group.name}; the public key in the vault is ours.`,
        );
        return ok(version.version);
      }
      const disabled = await connection.disableVersion(group.name, version.version);
      context.commit((tx) => {
        putVersion(tx, group.id, { ...row, state: 'disabled', active: false });
        putJobKey(tx, context.id, key.id, 'not-pushed');
      });
      const then = disabled.ok
        ? 'That version was disabled in the vault.'
        : `That version could NOT be disabled (${describeFailure(disabled.failure)}): disable it in the portal now.`;
      return fail(
        'public-key-mismatch',
        `The vault holds another public key than ours under version ${version.version} of ${group.name}. ${then}`,
        {
          advice: 'Do not use this version. Find out who else writes to this vault before the key is pushed again.',
        },
      );
    },
  );
}

function expiryOf(validFor: string | undefined, now: number): number | undefined {
  const period = validFor === undefined ? undefined : parsePeriod(validFor);
  return period?.ok ? addPeriod(now, period.value) : undefined;
}
