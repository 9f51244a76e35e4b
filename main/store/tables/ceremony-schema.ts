import type { Migration } from '../types.js';

/** Keys of ceremonies and what travels of them. On an air-gapped workstation there is neither credential nor Key Group. */
export const CEREMONY_KEYS_MIGRATION: Migration = {
  title: 'Keys of ceremonies, their KEKs, their escrow, uploads of ceremony packages',
  statements: [
    `CREATE TABLE ceremony_kek_read (
      ceremony TEXT PRIMARY KEY, kid TEXT NOT NULL, spki BLOB NOT NULL, spki_sha256 TEXT NOT NULL, vault TEXT NOT NULL,
      expires_on INTEGER, practice INTEGER NOT NULL, origin TEXT NOT NULL, read_at INTEGER NOT NULL) STRICT`,
    `CREATE TABLE ceremony_key (
      id TEXT PRIMARY KEY, ceremony TEXT NOT NULL, practice INTEGER NOT NULL, group_name TEXT NOT NULL COLLATE NOCASE, vault TEXT NOT NULL,
      key_type TEXT NOT NULL, usages TEXT NOT NULL, valid_for TEXT, spki BLOB NOT NULL, spki_sha256 TEXT NOT NULL,
      thumbprint TEXT NOT NULL, state TEXT NOT NULL, made_at INTEGER NOT NULL, destroyed_at INTEGER,
      kek_kid TEXT, blob BLOB, escrow_set TEXT, UNIQUE (ceremony, group_name)) STRICT`,
    'CREATE INDEX ceremony_key_by_spki ON ceremony_key (spki_sha256)',
    'CREATE TABLE ceremony_material (key_id TEXT PRIMARY KEY REFERENCES ceremony_key (id), material BLOB NOT NULL) STRICT',
    `CREATE TABLE ceremony_escrow (
      ceremony TEXT PRIMARY KEY, set_id TEXT NOT NULL, commitment TEXT NOT NULL, threshold INTEGER NOT NULL,
      shares TEXT NOT NULL, made_at INTEGER NOT NULL) STRICT`,
    // Cut-off compactions after a destruction are caught up with at the next start.
    'CREATE TABLE ceremony_destruction (key_id TEXT PRIMARY KEY, compacted INTEGER NOT NULL) STRICT',
    `CREATE TABLE ceremony_kek (
      name TEXT PRIMARY KEY, credential_id TEXT NOT NULL, vault TEXT NOT NULL, kid TEXT, spki BLOB, ceremony TEXT,
      practice INTEGER NOT NULL, bits INTEGER NOT NULL, made_by TEXT NOT NULL, created_at INTEGER NOT NULL,
      expires_on INTEGER NOT NULL, state TEXT NOT NULL) STRICT`,
    `CREATE TABLE ceremony_upload (
      package_sha256 TEXT PRIMARY KEY, ceremony TEXT NOT NULL, begun_at INTEGER NOT NULL, kek_removed TEXT,
      closing BLOB) STRICT`,
  ],
};
