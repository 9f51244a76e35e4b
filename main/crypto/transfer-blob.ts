import {
  constants,
  createPrivateKey,
  createPublicKey,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { z } from 'zod';
import { parseKeyIdentifier } from '../../shared/azure/names.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { fromBase64url, overwrite, ownBytes, toBase64url } from './bytes.js';
import { unwrapWithPadding, wrapWithPadding } from './kwp.js';
import { keyTypeOfSpki } from './public-keys.js';

/** A transfer blob taken apart. */
export interface TransferBlob {
  /** Full versioned id of the KEK. Nothing protects it: check host and name yourself. */
  readonly kid: string;
  readonly generator: string;
  /** RSA-OAEP part, then RFC 5649 part. */
  readonly ciphertext: Uint8Array;
}

/** A blob of an RSA-4096 key under an RSA-4096 KEK has about 4.3 KiB; anything near this size is no blob. */
const LARGEST = 64 * 1024;
/** RSA-OAEP with SHA-1 and MGF1 SHA-1 is what CKM_RSA_AES_KEY_WRAP means in Azure's BYOK specification. */
const OAEP = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' } as const;

const blobFile = z.strictObject({
  schema_version: z.literal('1.0.0'),
  header: z.strictObject({
    kid: z.string().refine((kid) => parseKeyIdentifier(kid) !== undefined, {
      message: 'must be a versioned key id, https://HOST/keys/NAME/VERSION',
    }),
    alg: z.literal('dir'),
    enc: z.literal('CKM_RSA_AES_KEY_WRAP'),
  }),
  ciphertext: z.string().min(1),
  generator: z.string().max(1024),
});

/**
 * Wraps a private key for Azure Key Vault: the bytes of a .byok file.
 * https://learn.microsoft.com/azure/key-vault/keys/byok-specification
 * `pkcs8`: unencrypted PKCS#8 DER, stays the caller's to overwrite. `kek.spki`: the KEK's public key, RSA 2048 to 4096.
 * Codes: `bad-kek`.
 */
export function makeTransferBlob(request: {
  readonly pkcs8: Uint8Array;
  readonly kek: { readonly kid: string; readonly spki: Uint8Array };
  readonly generator: string;
}): Result<Uint8Array> {
  const { kek, pkcs8, generator } = request;
  if (!parseKeyIdentifier(kek.kid)) return badKek(`"${kek.kid}" is not a versioned key id.`);
  const key = publicKeyOf(kek.spki);
  if (!key) return badKek('The KEK is not an RSA key of 2048, 3072 or 4096 bits.');
  const inner = ownBytes(randomBytes(32));
  try {
    const ciphertext = Buffer.concat([publicEncrypt({ key, ...OAEP }, inner), wrapWithPadding(inner, pkcs8)]);
    const header = { kid: kek.kid, alg: 'dir', enc: 'CKM_RSA_AES_KEY_WRAP' };
    const file = { schema_version: '1.0.0', header, ciphertext: toBase64url(ciphertext), generator };
    return ok(ownBytes(Buffer.from(JSON.stringify(file), 'utf8')));
  } finally {
    overwrite(inner);
  }
}

/** The KEK read last: a job wraps all its keys under one, and reading it takes longer than wrapping (docs/performance.md). */
let lastKek: { readonly spki: Buffer; readonly key: KeyObject } | undefined;

/** undefined when it is no RSA key of a size that a KEK has. */
function publicKeyOf(spki: Uint8Array): KeyObject | undefined {
  if (lastKek?.spki.equals(spki)) return lastKek.key;
  const type = keyTypeOfSpki(spki);
  if (!type.ok || !type.value.startsWith('rsa-')) return undefined;
  const own = Buffer.from(spki);
  lastKek = { spki: own, key: createPublicKey({ key: own, format: 'der', type: 'spki' }) };
  return lastKek.key;
}

/** Reads a .byok file strictly: size, JSON, exactly the known members, base64url without padding. Code `not-a-blob`. */
export function parseTransferBlob(bytes: Uint8Array): Result<TransferBlob> {
  if (bytes.length > LARGEST) return notABlob(`It has ${bytes.length} bytes; a transfer blob has at most ${LARGEST}.`);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return notABlob('It is not JSON.');
  }
  const parsed = blobFile.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return notABlob(
      `${issue && issue.path.length > 0 ? issue.path.join('.') : 'The file'}: ${issue?.message ?? 'unexpected'}.`,
    );
  }
  const ciphertext = fromBase64url(parsed.data.ciphertext);
  if (!ciphertext) return notABlob('ciphertext: must be base64url without padding.');
  return ok({ kid: parsed.data.header.kid, generator: parsed.data.generator, ciphertext });
}

/**
 * Opens a blob with the KEK's private key (PKCS#8 DER): the wrapped key as PKCS#8 DER, which the caller overwrites.
 * Every cause has the one code `blob-not-opened`: nothing tells which part was wrong.
 */
export function openTransferBlob(blob: TransferBlob, kekPkcs8: Uint8Array): Result<Uint8Array> {
  let inner: Uint8Array | undefined;
  try {
    const key = createPrivateKey({ key: Buffer.from(kekPkcs8), format: 'der', type: 'pkcs8' });
    const size = (key.asymmetricKeyDetails?.modulusLength ?? Number.POSITIVE_INFINITY) / 8;
    if (blob.ciphertext.length < size + 16) return notOpened();
    inner = privateDecrypt({ key, ...OAEP }, Buffer.from(blob.ciphertext.subarray(0, size)));
    if (inner.length !== 32) return notOpened();
    const opened = unwrapWithPadding(inner, blob.ciphertext.slice(size));
    return opened.ok ? opened : notOpened();
  } catch {
    return notOpened();
  } finally {
    if (inner) overwrite(inner);
  }
}

function badKek(message: string): Result<never> {
  return fail('bad-kek', message, {
    advice: 'The KEK is an RSA-HSM key made in the same vault, with key_ops import only.',
  });
}

function notABlob(why: string): Result<never> {
  return fail('not-a-blob', `This is not a transfer blob (.byok). ${why}`, {
    advice: 'Give the file as the wrapping tool wrote it.',
  });
}

function notOpened(): Result<never> {
  return fail(
    'blob-not-opened',
    'The transfer blob does not open: it is damaged, or it was wrapped under another KEK.',
    {
      advice: 'Wrap the key again under the KEK that the vault holds now.',
    },
  );
}
