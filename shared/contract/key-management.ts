import { z } from 'zod';
import { localName } from '../domain/credential.js';
import { DRIFT_KINDS, MEND_ACTIONS } from '../domain/drift.js';
import { keyGroupFields, rotationFields } from '../domain/key-group.js';
import { command, confirmed, job, query } from './define.js';
import { justification } from './identity-management.js';
import { credentialId, groupId, jobId, keyGroup, keyId, keyView, moment, nothing } from './parts.js';

/** What Compare with Vault found in one group. */
export const drift = z.strictObject({
  comparedAt: moment,
  /** Versions in the vault that were not made here: counted, never pulled. */
  foreignVersions: z.number().int(),
  findings: z.array(
    z.strictObject({
      kind: z.enum(DRIFT_KINDS),
      keyId: keyId.exactOptional(),
      version: z.string().exactOptional(),
      text: z.string(),
      advice: z.string(),
      /** What can safely be done about it from here; the first is the usual one. */
      actions: z.array(z.enum(MEND_ACTIONS)).exactOptional(),
    }),
  ),
});
export type DriftView = z.infer<typeof drift>;

/** A Key Group as the Keys view shows it. */
export const groupView = z.strictObject({
  ...keyGroup.shape,
  credentialName: z.string(),
  practice: z.boolean(),
  keyCount: z.number().int(),
  neverPushed: z.number().int(),
  active: z
    .strictObject({
      keyId,
      keyName: z.string(),
      version: z.string(),
      pushedAt: moment,
      expiresOn: moment.exactOptional(),
    })
    .exactOptional(),
  /** A job of this group that has not been reconciled with the vault yet. */
  unreconciled: z.boolean(),
  /** The schedule could not rotate it, and tries again. */
  rotationTrouble: z
    .strictObject({ since: moment, failures: z.number().int(), retryAt: moment, message: z.string() })
    .exactOptional(),
  drift: drift.exactOptional(),
});
export type GroupView = z.infer<typeof groupView>;

const ofGroup = z.strictObject({ groupId });
const started = z.strictObject({ jobId });
/** What Delete on Cloud Service would do in this vault. */
export const deletionPreview = z.strictObject({
  vault: z.string(),
  keyName: z.string(),
  /** `purged`: gone at once. `soft-deleted`: can be recovered until Azure purges it. `absent`: the vault holds no such key. */
  outcome: z.enum(['purged', 'soft-deleted', 'absent']),
  versions: z.number().int(),
  foreignVersions: z.number().int(),
  activeFingerprint: z.string().exactOptional(),
  sentence: z.string(),
});

/** Period fields take `off` to be switched off. */
const periodOrOff = z.string().max(6);

export const keyManagement = {
  calls: {
    snapshot: query(
      'Auditor',
      nothing,
      z.strictObject({
        groups: z.array(groupView),
        keys: z.array(z.strictObject({ groupId, keys: z.array(keyView) })),
      }),
    ),
    createGroup: command('Administrator', keyGroupFields.safeExtend({ credentialId }), groupView),
    editGroup: command(
      'Administrator',
      z.strictObject({
        groupId,
        credentialId: credentialId.exactOptional(),
        usages: z.array(z.string()).min(1, 'At least one key usage is needed.').exactOptional(),
        rotateEvery: periodOrOff.exactOptional(),
        /** These take `off` too. */
        rotateAt: z.string().max(5).exactOptional(),
        rotateZone: z.string().max(60).exactOptional(),
        rotateFirst: z.string().max(10).exactOptional(),
        rotationPaused: z.boolean().exactOptional(),
        disableOlderAfter: periodOrOff.exactOptional(),
        validFor: periodOrOff.exactOptional(),
      }),
      groupView,
    ),
    /** From this workstation only; `confirm` is the group's name. */
    removeGroup: command('Administrator', z.strictObject({ groupId, confirm: z.string() }), nothing),
    /** Create > Random. `count` keys at once; with more than one the names are made here. */
    createKeys: command(
      'Operator',
      z.strictObject({ groupId, name: localName.exactOptional(), count: z.number().int().min(1).max(500) }),
      z.array(keyView),
    ),
    removeKey: command('Administrator', z.strictObject({ groupId, keyId, confirm: z.string() }), nothing),
    /** The next due dates of a schedule that is being typed; `groupId`: as it would be in that group. */
    previewRotation: query(
      'Auditor',
      z.strictObject({ ...rotationFields, groupId: groupId.exactOptional(), count: z.number().int().min(1).max(20) }),
      z.array(moment),
    ),
    /** Cloud > Synchronize; no ids: all that were never pushed. */
    synchronize: job('Operator', z.strictObject({ groupId, keyIds: z.array(keyId).max(1000) }), started),
    /** Cloud > Force Rotation. */
    rotate: job('Operator', ofGroup, started),
    /** A job that stopped because another workstation pushed last, done again all the same. */
    followOther: confirmed(job('Administrator', z.strictObject({ jobId }), started)),
    /** What Compare with Vault found, mended: a key that the vault does not hold any more, pushed once more. */
    pushAgain: job('Operator', z.strictObject({ groupId, keyId }), started),
    /** A version of ours that somebody disabled. */
    enableVersion: job('Operator', z.strictObject({ groupId, version: z.string().max(64) }), started),
    /** The soft-deleted key, with all its versions. */
    recoverDeleted: job('Operator', ofGroup, started),
    /** The soft-deleted key, for good; `confirm` is the group's name. */
    purgeDeleted: confirmed(
      job('Administrator', z.strictObject({ groupId, confirm: z.string(), justification }), started),
    ),
    previewDeletion: query('Administrator', ofGroup, deletionPreview),
    /** Cloud > Delete on Cloud Service; `confirm` is the group's name. */
    deleteOnCloud: confirmed(
      job(
        'Administrator',
        z.strictObject({ groupId, confirm: z.string(), justification, purge: z.boolean() }),
        started,
      ),
    ),
    /** Cloud > Compare with Vault. */
    compareWithVault: command('Auditor', ofGroup, drift),
  },
  push: z.strictObject({
    /** All groups, as they are now. */
    groups: z.array(groupView),
    /** The keys of those groups that changed. */
    keys: z.array(z.strictObject({ groupId, keys: z.array(keyView) })),
  }),
} as const;
