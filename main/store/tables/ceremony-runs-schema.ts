import type { Migration } from '../types.js';

/** Ceremonies that were begun here: the lines of their records, what they wrote, who signed. */
export const CEREMONY_RUNS: Migration = {
  title: 'Runs of ceremonies: lines of the record, outputs, signatures',
  statements: [
    `CREATE TABLE ceremony (
      id TEXT PRIMARY KEY, plan TEXT NOT NULL, plan_sha256 TEXT NOT NULL, state TEXT NOT NULL,
      begun_at INTEGER NOT NULL, ended_at INTEGER) STRICT`,
    `CREATE TABLE ceremony_line (
      ceremony_id TEXT NOT NULL REFERENCES ceremony (id), number INTEGER NOT NULL, line TEXT NOT NULL,
      PRIMARY KEY (ceremony_id, number)) STRICT`,
    `CREATE TABLE ceremony_output (
      ceremony_id TEXT NOT NULL REFERENCES ceremony (id), file TEXT NOT NULL COLLATE NOCASE, step INTEGER NOT NULL,
      bytes BLOB, secret INTEGER NOT NULL, PRIMARY KEY (ceremony_id, file)) STRICT`,
    `CREATE TABLE ceremony_signature (
      ceremony_id TEXT NOT NULL REFERENCES ceremony (id), number INTEGER NOT NULL, line TEXT NOT NULL,
      PRIMARY KEY (ceremony_id, number)) STRICT`,
  ],
};
