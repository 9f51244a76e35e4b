import type { Migration } from '../types.js';
import { CEREMONY_RUNS } from './ceremony-runs-schema.js';
import { CEREMONY_KEYS_MIGRATION } from './ceremony-schema.js';

/** The schema, step by step. A released step is never changed; a new one is added. */
export const MIGRATIONS: readonly Migration[] = [
  {
    title: 'Settings, credentials, groups, keys, jobs and the log',
    statements: [
      'CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT',
      `CREATE TABLE credential (
        id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, cloud TEXT NOT NULL,
        tenant_id TEXT NOT NULL, client_id TEXT NOT NULL, secret_kept_in TEXT NOT NULL,
        created_at INTEGER NOT NULL, last_test_at INTEGER, last_test_outcome TEXT) STRICT`,
      'CREATE TABLE sealed_secret (account TEXT PRIMARY KEY, sealed BLOB NOT NULL) STRICT',
      `CREATE TABLE key_group (
        id TEXT PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE, vault TEXT NOT NULL COLLATE NOCASE,
        credential_id TEXT NOT NULL REFERENCES credential (id), key_type TEXT NOT NULL, usages TEXT NOT NULL,
        rotate_every TEXT, valid_for TEXT, created_at INTEGER NOT NULL, last_rotated INTEGER, next_rotation INTEGER,
        UNIQUE (vault, name)) STRICT`,
      `CREATE TABLE key (
        id TEXT PRIMARY KEY, group_id TEXT NOT NULL REFERENCES key_group (id), name TEXT NOT NULL COLLATE NOCASE,
        key_type TEXT NOT NULL, source TEXT NOT NULL, origin TEXT NOT NULL, spki BLOB NOT NULL, spki_sha256 TEXT NOT NULL,
        thumbprint TEXT NOT NULL, created_at INTEGER NOT NULL, UNIQUE (group_id, name)) STRICT`,
      'CREATE TABLE key_material (key_id TEXT PRIMARY KEY REFERENCES key (id), material BLOB NOT NULL) STRICT',
      `CREATE TABLE cloud_version (
        key_id TEXT NOT NULL REFERENCES key (id), version TEXT NOT NULL, kid TEXT NOT NULL, pushed_at INTEGER NOT NULL,
        expires_on INTEGER, state TEXT NOT NULL, active INTEGER NOT NULL, PRIMARY KEY (key_id, version)) STRICT`,
      `CREATE TABLE job (
        id TEXT PRIMARY KEY, type TEXT NOT NULL, group_id TEXT NOT NULL, group_name TEXT NOT NULL, vault TEXT NOT NULL,
        practice INTEGER NOT NULL, state TEXT NOT NULL, done INTEGER NOT NULL, total INTEGER NOT NULL,
        started_at INTEGER NOT NULL, finished_at INTEGER, actor TEXT NOT NULL, result TEXT, failure_code TEXT,
        requests INTEGER NOT NULL, reconciled INTEGER NOT NULL) STRICT`,
      'CREATE INDEX job_by_start ON job (started_at)',
      `CREATE TABLE job_step (
        job_id TEXT NOT NULL REFERENCES job (id), number INTEGER NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL,
        key_id TEXT, started_at INTEGER NOT NULL, finished_at INTEGER, request_id TEXT, detail TEXT,
        PRIMARY KEY (job_id, number)) STRICT`,
      `CREATE TABLE job_message (
        job_id TEXT NOT NULL REFERENCES job (id), number INTEGER NOT NULL, time INTEGER NOT NULL, level TEXT NOT NULL,
        text TEXT NOT NULL, PRIMARY KEY (job_id, number)) STRICT`,
      `CREATE TABLE job_key (
        job_id TEXT NOT NULL REFERENCES job (id), key_id TEXT NOT NULL, state TEXT NOT NULL,
        PRIMARY KEY (job_id, key_id)) STRICT`,
      `CREATE TABLE kek (
        name TEXT PRIMARY KEY, job_id TEXT NOT NULL REFERENCES job (id), credential_id TEXT NOT NULL, vault TEXT NOT NULL,
        kid TEXT, created_at INTEGER NOT NULL, state TEXT NOT NULL) STRICT`,
      `CREATE TABLE log_event (
        sequence INTEGER PRIMARY KEY, time INTEGER NOT NULL, service TEXT NOT NULL, level TEXT NOT NULL, event TEXT NOT NULL,
        actor TEXT NOT NULL, object TEXT NOT NULL, message TEXT NOT NULL, job_id TEXT, request_id TEXT,
        previous_hash TEXT NOT NULL, hash TEXT NOT NULL) STRICT`,
      'CREATE INDEX log_event_by_service ON log_event (service, level, time)',
    ],
  },
  {
    title: 'When secrets expire, what Compare with Vault found, last logins, the log by job',
    statements: [
      'ALTER TABLE credential ADD COLUMN secret_expires_on INTEGER',
      `CREATE TABLE drift (
        group_id TEXT PRIMARY KEY REFERENCES key_group (id), compared_at INTEGER NOT NULL,
        foreign_versions INTEGER NOT NULL, findings TEXT NOT NULL) STRICT`,
      'CREATE TABLE identity_login (name TEXT PRIMARY KEY, last_login INTEGER NOT NULL) STRICT',
      // The beginning of the id finds a job as well as the whole of it, in a third of the room.
      'CREATE INDEX log_event_by_job ON log_event (substr(job_id, 1, 8)) WHERE job_id IS NOT NULL',
    ],
  },
  {
    title: 'Who confirmed, how it ended and why, in every event of the log',
    statements: [
      'ALTER TABLE log_event ADD COLUMN approver TEXT',
      'ALTER TABLE log_event ADD COLUMN outcome TEXT',
      'ALTER TABLE log_event ADD COLUMN reason TEXT',
    ],
  },
  {
    title: 'Approvals by file that were used',
    statements: ['CREATE TABLE approval_used (request_id TEXT PRIMARY KEY, used_at INTEGER NOT NULL) STRICT'],
  },
  {
    title: 'The Merkle tree over the log, its checkpoints and who cosigned them, how far the syslog server has the log',
    statements: [
      'CREATE TABLE log_tree (level INTEGER PRIMARY KEY, up_to INTEGER NOT NULL, hash BLOB NOT NULL) STRICT',
      `CREATE TABLE checkpoint (
        size INTEGER PRIMARY KEY, time INTEGER NOT NULL, why TEXT NOT NULL, note TEXT NOT NULL) STRICT`,
      `CREATE TABLE checkpoint_cosigner (
        size INTEGER NOT NULL REFERENCES checkpoint (size), name TEXT NOT NULL, verifier_key TEXT NOT NULL,
        time INTEGER NOT NULL, PRIMARY KEY (size, name)) STRICT`,
      `CREATE TABLE log_feed (
        server TEXT PRIMARY KEY, sent_up_to INTEGER NOT NULL, lagging_since INTEGER) STRICT`,
    ],
  },
  {
    title: 'Rotation at a time of day, first date, pause, older versions; what failed on schedule',
    statements: [
      'ALTER TABLE key_group ADD COLUMN rotate_at TEXT',
      'ALTER TABLE key_group ADD COLUMN rotate_zone TEXT',
      'ALTER TABLE key_group ADD COLUMN rotate_first TEXT',
      'ALTER TABLE key_group ADD COLUMN rotate_from INTEGER',
      'ALTER TABLE key_group ADD COLUMN rotation_paused INTEGER NOT NULL DEFAULT 0',
      'ALTER TABLE key_group ADD COLUMN disable_older_after TEXT',
      `CREATE TABLE rotation_trouble (
        group_id TEXT PRIMARY KEY REFERENCES key_group (id) ON DELETE CASCADE, since INTEGER NOT NULL,
        failures INTEGER NOT NULL, retry_at INTEGER NOT NULL, message TEXT NOT NULL) STRICT`,
    ],
  },
  {
    title: 'Jobs that wait until the network is back, and endpoints that cannot be reached',
    statements: [
      `CREATE TABLE job_request (
        job_id TEXT PRIMARY KEY REFERENCES job (id), request TEXT NOT NULL, asked_by TEXT NOT NULL,
        approver TEXT, reason TEXT) STRICT`,
      `CREATE TABLE endpoint (
        host TEXT PRIMARY KEY, unreachable_since INTEGER NOT NULL, last_tried INTEGER NOT NULL, why TEXT NOT NULL) STRICT`,
    ],
  },
  CEREMONY_RUNS,
  CEREMONY_KEYS_MIGRATION,
];
