import { z } from 'zod';
import { ok, type Result } from '../../../shared/result.js';
import { openOnce, overwrite, sealOnce, subKey } from '../../crypto/index.js';
import { backupDamaged } from './backup-file.js';

/** What is sealed inside a backup. */
export interface BackupContents {
  /** Client secrets that stood in the operating system's keychain, by account; those of the sealed store are in the image. */
  readonly secrets: readonly { readonly account: string; readonly secret: string }[];
  /** The database. */
  readonly image: Uint8Array;
}

const LENGTH_BYTES = 4;
const front = z.strictObject({
  secrets: z.array(z.strictObject({ account: z.string().max(200), secret: z.string().max(8192) })).max(100_000),
});

/** The key of backups; the caller overwrites it. */
export function backupKeyOf(masterKey: Uint8Array): Uint8Array {
  return subKey(masterKey, 'keyferry/backup');
}

/** Seals the contents, bound to the header. */
export function sealContents(key: Uint8Array, contents: BackupContents, headerBytes: Uint8Array): Uint8Array {
  const json = Buffer.from(JSON.stringify({ secrets: contents.secrets }), 'utf8');
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(json.length);
  const plain = Buffer.concat([length, json, contents.image]);
  try {
    return sealOnce(key, plain, headerBytes);
  } finally {
    overwrite(json, plain);
  }
}

/** Opens what sealContents made; the caller overwrites the image. Code `backup-damaged`. */
export function openContents(key: Uint8Array, body: Uint8Array, headerBytes: Uint8Array): Result<BackupContents> {
  const opened = openOnce(key, body, headerBytes);
  if (!opened.ok) return backupDamaged('its sealed part does not belong to its identities');
  const plain = Buffer.from(opened.value.buffer, opened.value.byteOffset, opened.value.byteLength);
  try {
    const end = LENGTH_BYTES + (plain.length >= LENGTH_BYTES ? plain.readUInt32BE() : 0);
    const parsed = end > plain.length ? undefined : front.safeParse(jsonOrUndefined(plain.subarray(LENGTH_BYTES, end)));
    if (!parsed?.success) return backupDamaged('its sealed part is not what Keyferry writes');
    return ok({ secrets: parsed.data.secrets, image: Uint8Array.from(plain.subarray(end)) });
  } finally {
    overwrite(plain);
  }
}

function jsonOrUndefined(bytes: Uint8Array): unknown {
  try {
    // A view: a copy would stay in Node's pool of small buffers.
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
}
