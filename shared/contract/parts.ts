import { z } from 'zod';
import { KEY_TYPE_NAMES, KEY_USAGES } from '../azure/key-types.js';
import { CLOUD_NAMES } from '../azure/clouds.js';
import type { BackupFacts, BackupReceipt } from '../domain/backup.js';
import type { Credential } from '../domain/credential.js';
import type { CredentialId, GroupId, JobId, KeyId } from '../domain/ids.js';
import { JOB_STATES, JOB_TYPES, STEP_NAMES, type Job, type JobDetails } from '../domain/job.js';
import { KEY_ORIGINS, KEY_SOURCES, type CloudVersion } from '../domain/key.js';
import type { KeyGroup } from '../domain/key-group.js';
import {
  EXPORT_FORMATS,
  LOG_LEVELS,
  LOG_OUTCOMES,
  LOG_SERVICES,
  type ExportReceipt,
  type LogEvent,
} from '../domain/log-event.js';

/*
 * The nouns as they cross the bridge. Each schema is checked against the domain's type by `satisfies`, and is strict:
 * a member that is not named here (a secret, a path, a private key) does not cross.
 */

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const id = <T extends string>() => z.custom<T>((value) => typeof value === 'string' && UUID.test(value));

export const credentialId = id<CredentialId>();
export const groupId = id<GroupId>();
export const keyId = id<KeyId>();
export const jobId = id<JobId>();

/** UTC milliseconds. */
export const moment = z.number().int();

/** Nothing to say. */
export const nothing = z.void();

/** A path on this machine, as somebody types it. */
export const filePath = z.string().trim().min(1, 'Give the name of a file.').max(4096, 'This path is too long.');

export const credential = z.strictObject({
  id: credentialId,
  name: z.string(),
  cloud: z.enum(CLOUD_NAMES),
  tenantId: z.string(),
  clientId: z.string(),
  secretKeptIn: z.enum(['os-keychain', 'sealed-store']),
  createdAt: moment,
  secretExpiresOn: moment.exactOptional(),
  lastTestAt: moment.exactOptional(),
  lastTestOutcome: z.enum(['passed', 'warning', 'failed']).exactOptional(),
});
credential satisfies z.ZodType<Credential>;

export const keyGroup = z.strictObject({
  id: groupId,
  name: z.string(),
  vault: z.string(),
  credentialId,
  keyType: z.enum(KEY_TYPE_NAMES),
  usages: z.array(z.enum(KEY_USAGES)),
  rotateEvery: z.string().exactOptional(),
  rotateAt: z.string().exactOptional(),
  rotateZone: z.string().exactOptional(),
  rotateFirst: z.string().exactOptional(),
  rotateFrom: moment.exactOptional(),
  rotationPaused: z.boolean().exactOptional(),
  disableOlderAfter: z.string().exactOptional(),
  validFor: z.string().exactOptional(),
  createdAt: moment,
  lastRotated: moment.exactOptional(),
  nextRotation: moment.exactOptional(),
});
keyGroup satisfies z.ZodType<KeyGroup>;

export const cloudVersion = z.strictObject({
  keyId,
  version: z.string(),
  kid: z.string(),
  pushedAt: moment,
  expiresOn: moment.exactOptional(),
  state: z.enum(['live', 'disabled', 'deleted']),
  active: z.boolean(),
});
cloudVersion satisfies z.ZodType<CloudVersion>;

/** A key as the Keys view shows it; the private half is never part of it. */
export const keyView = z.strictObject({
  id: keyId,
  groupId,
  name: z.string(),
  keyType: z.enum(KEY_TYPE_NAMES),
  source: z.enum(KEY_SOURCES),
  origin: z.enum(KEY_ORIGINS),
  spkiSha256: z.string(),
  thumbprint: z.string(),
  createdAt: moment,
  versions: z.array(cloudVersion),
  state: z.enum(['active', 'older', 'never-pushed', 'deleted-on-cloud', 'disabled']),
});
export type KeyView = z.infer<typeof keyView>;

const jobFields = {
  id: jobId,
  type: z.enum(JOB_TYPES),
  groupId,
  groupName: z.string(),
  vault: z.string(),
  practice: z.boolean(),
  state: z.enum(JOB_STATES),
  done: z.number().int(),
  total: z.number().int(),
  startedAt: moment,
  finishedAt: moment.exactOptional(),
  by: z.string(),
  result: z.string().exactOptional(),
  failureCode: z.string().exactOptional(),
  requests: z.number().int(),
  reconciled: z.boolean(),
  mayQueue: z.boolean().exactOptional(),
};
export const jobView = z.strictObject(jobFields);
jobView satisfies z.ZodType<Job>;

export const jobDetails = z.strictObject({
  ...jobFields,
  steps: z.array(
    z.strictObject({
      number: z.number().int(),
      name: z.enum(STEP_NAMES),
      state: z.enum(['running', 'done', 'failed']),
      keyId: keyId.exactOptional(),
      startedAt: moment,
      finishedAt: moment.exactOptional(),
      requestId: z.string().exactOptional(),
      detail: z.string().exactOptional(),
    }),
  ),
  messages: z.array(
    z.strictObject({
      number: z.number().int(),
      time: moment,
      level: z.enum(LOG_LEVELS),
      text: z.string(),
    }),
  ),
});
jobDetails satisfies z.ZodType<JobDetails>;

export const logEvent = z.strictObject({
  sequence: z.number().int(),
  time: moment,
  service: z.enum(LOG_SERVICES),
  level: z.enum(LOG_LEVELS),
  event: z.string(),
  actor: z.string(),
  approver: z.string().exactOptional(),
  object: z.string(),
  message: z.string(),
  outcome: z.enum(LOG_OUTCOMES).exactOptional(),
  reason: z.string().exactOptional(),
  jobId: jobId.exactOptional(),
  requestId: z.string().exactOptional(),
  previousHash: z.string(),
  hash: z.string(),
});
logEvent satisfies z.ZodType<LogEvent>;

export const logFilter = z.strictObject({
  service: z.enum(LOG_SERVICES).exactOptional(),
  level: z.enum(LOG_LEVELS).exactOptional(),
  /** UTC milliseconds, inclusive. */
  from: moment.exactOptional(),
  /** UTC milliseconds, exclusive. */
  to: moment.exactOptional(),
  jobId: jobId.exactOptional(),
  /** Stands somewhere in message, object, actor, approver, reason, event or request id, without regard to case. */
  text: z.string().max(200, 'A search text has at most 200 characters.').exactOptional(),
});

export const exportFormat = z.enum(EXPORT_FORMATS);

export const exportReceipt = z.strictObject({ file: z.string(), rows: z.number().int(), sha256: z.string() });
exportReceipt satisfies z.ZodType<ExportReceipt>;

export const backupReceipt = z.strictObject({
  file: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  secrets: z.number().int(),
  missing: z.array(z.string()).readonly(),
});
backupReceipt satisfies z.ZodType<BackupReceipt>;

export const backupFacts = z.strictObject({
  file: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  program: z.string(),
  workstationId: z.string(),
  madeAt: moment,
  madeBy: z.string(),
  logSequence: z.number().int(),
  identities: z.array(z.string()).readonly(),
  threshold: z.number().int(),
});
backupFacts satisfies z.ZodType<BackupFacts>;
