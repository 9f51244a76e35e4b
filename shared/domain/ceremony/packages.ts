import { z } from 'zod';
import { KEY_TYPE_NAMES, KEY_TYPES, KEY_USAGES } from '../../azure/key-types.js';
import {
  KEY_NAME_PATTERN,
  KEY_NAME_RULE,
  parseKeyIdentifier,
  VAULT_NAME_PATTERN,
  VAULT_NAME_RULE,
} from '../../azure/names.js';
import { parsePeriod } from '../period.js';
import { CEREMONY_KINDS, CEREMONY_MODES } from './plan.js';

/*
 * The files that travel between an online and an air-gapped workstation. Each is canonical JSON (RFC 8785) and one line
 * feed, signed by the workstation that made it: Ed25519 over the format's name, a line feed, and the canonical JSON of all
 * members but `signature`. docs/ceremony-packages.md is their page.
 */

const hex = (bytes: number) =>
  z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`), `must be ${bytes * 2} hex digits`);
const base64url = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/, 'must be base64url without padding');
const line = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}]*$/u, 'may not hold control characters');
/** UTC, to the millisecond. */
const time = z.iso.datetime({ precision: 3 });
const vault = z.string().regex(VAULT_NAME_PATTERN, VAULT_NAME_RULE);
const kid = z
  .string()
  .max(300)
  .refine((text) => parseKeyIdentifier(text) !== undefined, 'must be https://HOST/keys/NAME/VERSION');
const ceremony = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{1,58})[a-z0-9]$/, 'must be the id of a ceremony');
const mode = z.enum(CEREMONY_MODES);
/** Which workstation signed, and its Ed25519 public key. */
const workstation = z.strictObject({ id: z.uuid(), key: hex(32) });
const signature = hex(64);

/** The KEK package: the public half of a KEK on its way to the ceremony. */
export const kekPackage = z.strictObject({
  format: z.literal('keyferry-kek-package-1'),
  mode,
  /** The ceremony it was made for; absent: for any. */
  ceremony: ceremony.exactOptional(),
  kid,
  vault,
  /** The vault's host, as in the kid. */
  host: line(200),
  bits: z.union([z.literal(2048), z.literal(3072), z.literal(4096)]),
  keyOps: z.tuple([z.literal('import')]),
  jwk: z.strictObject({ kty: z.literal('RSA'), n: base64url(700), e: base64url(12) }),
  spkiSha256: hex(32),
  thumbprint: base64url(43),
  madeAt: time,
  madeBy: line(127),
  expiresOn: time,
  workstation,
  signature,
});
export type KekPackage = z.infer<typeof kekPackage>;

/** What stands of a key in every file. */
const keyFields = {
  group: z.string().regex(KEY_NAME_PATTERN, KEY_NAME_RULE),
  vault,
  type: z.enum(KEY_TYPE_NAMES),
  usages: z.array(z.enum(KEY_USAGES)).min(1).max(KEY_USAGES.length),
  validFor: z
    .string()
    .refine((text) => parsePeriod(text).ok, 'must be a period')
    .exactOptional(),
  /** SubjectPublicKeyInfo DER. */
  spki: base64url(1000),
  spkiSha256: hex(32),
  thumbprint: base64url(43),
};
const usagesFit = ({
  type,
  usages,
}: {
  type: keyof typeof KEY_TYPES;
  usages: readonly (typeof KEY_USAGES)[number][];
}) => usages.every((usage) => KEY_TYPES[type].usages.includes(usage));
const travellingKey = z
  .strictObject({ ...keyFields, blob: base64url(20_000), blobSha256: hex(32) })
  .refine(usagesFit, 'usages: the key type does not allow them');
export type TravellingKey = z.infer<typeof travellingKey>;

const kekOfCeremony = z.strictObject({
  kid,
  vault,
  spkiSha256: hex(32),
  origin: z.enum(['package', 'elsewhere']),
  expiresOn: time.exactOptional(),
});

/** The ceremony package: wrapped keys, their public halves and the record so far, on their way back. */
export const ceremonyPackage = z.strictObject({
  format: z.literal('keyferry-ceremony-package-1'),
  ceremony,
  kind: z.enum(CEREMONY_KINDS),
  mode,
  planSha256: hex(32),
  madeAt: time,
  workstation,
  kek: kekOfCeremony,
  keys: z.array(travellingKey).min(1).max(100),
  record: z.strictObject({
    /** The lines as they stood when the package was written. */
    text: z.string().max(2_000_000),
    lines: z.number().int().min(0).max(100_000),
    /** SHA-256 of the last of them (of nothing, where there is none). */
    headSha256: hex(32),
  }),
  signature,
});
export type CeremonyPackage = z.infer<typeof ceremonyPackage>;

const escrowedKey = z
  .strictObject({ ...keyFields, sealed: base64url(8000) })
  .refine(usagesFit, 'usages: the key type does not allow them');
export type EscrowedKey = z.infer<typeof escrowedKey>;

/** The escrow file: keys sealed under a random key that is split among holders. Worth nothing without their shares. */
export const escrowFile = z.strictObject({
  format: z.literal('keyferry-escrow-1'),
  ceremony,
  mode,
  madeAt: time,
  workstation,
  set: z
    .strictObject({
      id: hex(16),
      /** Proves the secret without telling it. */
      commitment: hex(32),
      threshold: z.number().int().min(2).max(16),
      shares: z
        .array(
          z.strictObject({
            index: z.number().int().min(1).max(16),
            holder: line(100),
            /** As on the sheet: tells which share is damaged. */
            checksum: hex(8),
          }),
        )
        .min(2)
        .max(16),
    })
    .refine(({ threshold, shares }) => threshold <= shares.length, 'threshold: more than there are shares')
    .refine(({ shares }) => shares.every(({ index }, at) => index === at + 1), 'shares: must be numbered from 1'),
  keys: z.array(escrowedKey).min(1).max(100),
  signature,
});
export type EscrowFile = z.infer<typeof escrowFile>;

/** The closing record: what became of a ceremony's keys online. */
export const closingRecord = z.strictObject({
  format: z.literal('keyferry-ceremony-closing-1'),
  ceremony,
  mode,
  planSha256: hex(32),
  /** SHA-256 of the ceremony package's file. */
  packageSha256: hex(32),
  /** Links the record of the air-gapped half. */
  recordHeadSha256: hex(32),
  ceremonyWorkstation: workstation,
  closedAt: time,
  closedBy: line(127),
  workstation,
  keys: z
    .array(
      z.strictObject({
        group: z.string().regex(KEY_NAME_PATTERN, KEY_NAME_RULE),
        vault,
        kid,
        version: hex(16),
        spkiSha256: hex(32),
        /** The public key that Azure answered is the record's. */
        publicKeyCompared: z.literal(true),
        pushedAt: time,
      }),
    )
    .min(1)
    .max(100),
  kek: z.strictObject({
    kid,
    /** `left`: it is not from here, and was left to those who made it. */
    removed: z.enum(['purged', 'deleted', 'absent', 'left']),
  }),
  signature,
});
export type ClosingRecord = z.infer<typeof closingRecord>;

/** The largest file of each kind in bytes; what is larger is none. */
export const LARGEST_PACKAGE = {
  'keyferry-kek-package-1': 16 * 1024,
  'keyferry-ceremony-package-1': 5 * 1024 * 1024,
  'keyferry-escrow-1': 1024 * 1024,
  'keyferry-ceremony-closing-1': 256 * 1024,
} as const;
export type PackageFormat = keyof typeof LARGEST_PACKAGE;
