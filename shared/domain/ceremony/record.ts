import { z } from 'zod';
import { CEREMONY_KINDS, CEREMONY_MODES, ceremonyPlan } from './plan.js';
import { CEREMONY_ROLES, STEP_KINDS } from './steps.js';

/*
 * The record of a ceremony: canonical JSON Lines (RFC 8785), each line ended by one line feed. Every line holds the SHA-256 of
 * the line before it (`previous`, over its bytes without the line feed), the first one 64 zeros. The chain ends with an `end`
 * line; a record without one is cut off. The SHA-256 of the end line is the fingerprint of the record. `signature` lines come
 * after the end in any order: each is a signature (of Ed25519, or what docs/ceremony-packages.md names) over the UTF-8 bytes `keyferry-ceremony-record-1`, a line feed, and the canonical
 * form of the signature line without its `signature` and with `record`, the fingerprint. So nobody's "disagree" becomes an "agree".
 */

export const RECORD_FORMAT = 'keyferry-ceremony-record-1';
/** What the first line holds for the line before it. */
export const RECORD_START = '0'.repeat(64);
/** The largest record; what is larger is none. */
export const LARGEST_RECORD = 8 * 1024 * 1024;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const key = z.string().regex(/^[0-9a-f]{64}$/);
/** The 32 bytes of an Ed25519 key, or the SubjectPublicKeyInfo of another one; see main/crypto/signing-keys.ts. */
const personalKey = z.string().regex(/^(?:[0-9a-f]{2}){32,600}$/);
const text = (most: number) => z.string().max(most);

const fact = z.strictObject({ name: text(100), value: text(4000) });
/** Something that was observed. */
export interface RecordFact {
  readonly name: string;
  readonly value: string;
}

const output = z.strictObject({ file: text(255).min(1), size: z.number().int().min(0), sha256 });
export interface RecordedOutput {
  /** File name without a folder. */
  readonly file: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
}

const agreement = z.strictObject({
  name: text(100),
  says: z.enum(['agree', 'disagree']),
  /** Why not; or a remark. */
  remark: text(1000).exactOptional(),
});
/** What somebody said at the step `attest`. */
export type RecordAgreement = z.infer<typeof agreement>;

const line = {
  /** 1, 2, 3 ... without a gap. */
  number: z.number().int().min(1),
  /** UTC, `2027-03-01T09:30:00.000Z`. */
  time: z.iso.datetime({ precision: 3 }),
  previous: sha256,
};

const begin = z.strictObject({
  ...line,
  type: z.literal('begin'),
  format: z.literal(RECORD_FORMAT),
  ceremony: text(60),
  kind: z.enum(CEREMONY_KINDS),
  mode: z.enum(CEREMONY_MODES),
  /** SHA-256 of the plan's canonical form. */
  planSha256: sha256,
  /** The plan itself, so that the record can be read alone. */
  plan: ceremonyPlan,
  workstationId: text(100),
  /** Ed25519 public key, hex. */
  workstationKey: key,
  application: z.strictObject({ version: text(40), sha256 }),
  /** Who may sign with which key: identities of the workstation, and people whose key stands in the plan. */
  signers: z.array(z.strictObject({ name: text(127), key: personalKey })).max(100),
  by: text(127),
});

const step = z.strictObject({
  ...line,
  type: z.literal('step'),
  step: z.number().int().min(1),
  kind: z.enum(STEP_KINDS),
  text: text(1000),
  actor: z.enum(CEREMONY_ROLES),
  expected: text(1000),
  observed: z.array(fact).max(500),
  result: z.enum(['passed', 'failed', 'differs']),
  by: text(127),
  outputs: z.array(output).max(500),
  group: text(127).exactOptional(),
  agreements: z.array(agreement).max(40).exactOptional(),
});

const exception = z.strictObject({
  ...line,
  type: z.literal('exception'),
  sheet: z.number().int().min(1),
  step: z.number().int().min(1),
  expected: text(2000),
  happened: text(2000),
  decided: text(2000),
  by: text(127),
  /** `note`: nothing waited for it. Otherwise whether the step was left behind, or done again. */
  then: z.enum(['note', 'go-on', 'repeat']),
});

const resumed = z.strictObject({
  ...line,
  type: z.literal('resumed'),
  step: z.number().int().min(1),
  by: text(127),
});

const end = z.strictObject({
  ...line,
  type: z.literal('end'),
  result: z.enum(['completed', 'failed', 'aborted']),
  why: text(2000).exactOptional(),
  by: text(127),
});

export const recordLine = z.discriminatedUnion('type', [begin, step, exception, resumed, end]);
export type RecordLine = z.infer<typeof recordLine>;
export type BeginLine = z.infer<typeof begin>;
export type StepLine = z.infer<typeof step>;
export type ExceptionLine = z.infer<typeof exception>;
export type EndLine = z.infer<typeof end>;
/** A line before it has its place in the chain. */
export type NewRecordLine = RecordLine extends infer L
  ? L extends unknown
    ? Omit<L, keyof typeof line>
    : never
  : never;

export const recordSignature = z.strictObject({
  type: z.literal('signature'),
  by: text(127),
  as: z.enum(['workstation', 'participant']),
  /** `disagree` is a valid signature. */
  says: z.enum(['agree', 'disagree']),
  /** `paper`: by hand on the printed record; the workstation signs that it was. */
  on: z.enum(['key', 'paper']),
  time: z.iso.datetime({ precision: 3 }),
  remark: text(1000).exactOptional(),
  /** Hex: 32 bytes of Ed25519, or the SubjectPublicKeyInfo of an EC or RSA key. */
  key: personalKey,
  /** Hex: of Ed25519 64 bytes; of ECDSA (SHA-256) its DER; of RSA PKCS #1 v1.5 (SHA-256). */
  signature: z.string().regex(/^(?:[0-9a-f]{2}){8,512}$/),
});
/** A co-signature: a participant's, or the workstation's. */
export type RecordSignature = z.infer<typeof recordSignature>;
