import { createHash } from 'node:crypto';
import { verifySignature, type Signer } from '../crypto/index.js';

/*
 * Signed notes and verifier keys (C2SP signed-note, https://c2sp.org/signed-note) and cosignatures (C2SP
 * tlog-cosignature, https://c2sp.org/tlog-cosignature), both with Ed25519.
 */

/** Signature types of signed-note: a plain signature, and a cosignature with its time. */
const TYPES = { plain: 1, cosignature: 4 } as const;
export type NoteKeyKind = keyof typeof TYPES;

const PUBLIC_KEY_BYTES = 32;
const KEY_ID_BYTES = 4;
const SIGNATURE_BYTES = 64;
/** More than any checkpoint of ours with all its cosignatures. */
const LONGEST_NOTE = 64 * 1024;

/** Who signs, and with which public key. */
export interface NoteKey {
  readonly name: string;
  readonly kind: NoteKeyKind;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

export interface NoteSignature {
  readonly name: string;
  /** Eight hexadecimal digits. */
  readonly keyId: string;
  readonly bytes: Uint8Array;
}

export interface Note {
  /** With its final line feed: what is signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A name can stand in a note when it is not empty and has no space and no plus in it. */
export function isKeyName(name: string): boolean {
  return name !== '' && !/[\s\p{Z}\p{Cc}+]/u.test(name);
}

/** Eight hexadecimal digits: the beginning of SHA-256 over name, line feed, type and public key. */
export function keyId(key: NoteKey): string {
  const hash = createHash('sha256').update(`${key.name}\n`, 'utf8').update(Uint8Array.of(TYPES[key.kind]));
  return hash
    .update(key.publicKey)
    .digest('hex')
    .slice(0, 2 * KEY_ID_BYTES);
}

/** `NAME+KEYID+BASE64`: what a verifier has to know. */
export function verifierKey(key: NoteKey): string {
  const bytes = Buffer.concat([Uint8Array.of(TYPES[key.kind]), key.publicKey]);
  return `${key.name}+${keyId(key)}+${bytes.toString('base64')}`;
}

/** Reads a verifier key; undefined when it is none, or when its id does not fit. */
export function parseVerifierKey(text: string): NoteKey | undefined {
  const match = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text.trim());
  if (!match) return undefined;
  const [, name = '', id, base64 = ''] = match;
  const bytes = Buffer.from(base64, 'base64');
  const kind = bytes[0] === TYPES.plain ? 'plain' : bytes[0] === TYPES.cosignature ? 'cosignature' : undefined;
  if (kind === undefined || bytes.length !== 1 + PUBLIC_KEY_BYTES || !isKeyName(name)) return undefined;
  const key = { name, kind, publicKey: Uint8Array.from(bytes.subarray(1)) } as const;
  return keyId(key) === id ? key : undefined;
}

/** The line of a plain signature, with its line feed. */
export function signatureLine(text: string, name: string, signer: Signer): string {
  const id = keyId({ name, kind: 'plain', publicKey: signer.publicKey });
  return line(name, id, signer.sign(Buffer.from(text, 'utf8')));
}

/** The line of a cosignature of that moment (UTC milliseconds; the note holds whole seconds). */
export function cosignatureLine(
  text: string,
  by: { readonly name: string; readonly publicKey: Uint8Array; sign(message: Uint8Array): Uint8Array },
  time: number,
): string {
  const seconds = Math.floor(time / 1000);
  const stamp = Buffer.alloc(8);
  stamp.writeBigUInt64BE(BigInt(seconds));
  const id = keyId({ name: by.name, kind: 'cosignature', publicKey: by.publicKey });
  return line(by.name, id, Buffer.concat([stamp, by.sign(cosigned(text, seconds))]));
}

function line(name: string, id: string, signature: Uint8Array): string {
  return `\u2014 ${name} ${Buffer.concat([Buffer.from(id, 'hex'), signature]).toString('base64')}\n`;
}

function cosigned(text: string, seconds: number): Uint8Array {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`, 'utf8');
}

/** Reads a note; undefined when it is none. */
export function parseNote(note: string): Note | undefined {
  if (note.length > LONGEST_NOTE || /[\0-\x09\x0b-\x1f]/.test(note)) return undefined;
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) return undefined;
  const lines = note
    .slice(end + 2)
    .split('\n')
    .slice(0, -1);
  const signatures = lines.map(parseSignature);
  if (signatures.length === 0 || signatures.includes(undefined)) return undefined;
  return { text: note.slice(0, end + 1), signatures: signatures.filter((one) => one !== undefined) };
}

function parseSignature(text: string): NoteSignature | undefined {
  const match = /^\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(text);
  if (!match) return undefined;
  const [, name = '', base64 = ''] = match;
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length <= KEY_ID_BYTES || !isKeyName(name)) return undefined;
  const id = bytes.subarray(0, KEY_ID_BYTES).toString('hex');
  return { name, keyId: id, bytes: Uint8Array.from(bytes.subarray(KEY_ID_BYTES)) };
}

/** What a key says about a note: `by` and, for a cosignature, `time`; `wrong`: it is named there, and the signature is not its. */
export type Signed = { readonly state: 'valid'; readonly time?: number } | { readonly state: 'wrong' | 'absent' };

export function signedBy(note: Note, key: NoteKey): Signed {
  const id = keyId(key);
  const mine = note.signatures.filter((one) => one.name === key.name && one.keyId === id);
  if (mine.length === 0) return { state: 'absent' };
  const found = mine.map((one) => checked(note.text, key, one.bytes));
  return found.find((one) => one.state === 'wrong') ?? found[0] ?? { state: 'absent' };
}

function checked(text: string, key: NoteKey, bytes: Uint8Array): Signed {
  if (key.kind === 'plain')
    return { state: verifySignature(key.publicKey, Buffer.from(text, 'utf8'), bytes) ? 'valid' : 'wrong' };
  if (bytes.length !== 8 + SIGNATURE_BYTES) return { state: 'wrong' };
  const seconds = Number(Buffer.from(bytes).readBigUInt64BE());
  return verifySignature(key.publicKey, cosigned(text, seconds), bytes.subarray(8))
    ? { state: 'valid', time: seconds * 1000 }
    : { state: 'wrong' };
}
