import type { Signer } from '../crypto/index.js';
import { isKeyName, parseNote, signatureLine, type Note } from './signed-note.js';

/** What a checkpoint says (C2SP tlog-checkpoint, https://c2sp.org/tlog-checkpoint). */
export interface CheckpointBody {
  /** Whose log: also the name of the key that signs. */
  readonly origin: string;
  /** How many events. */
  readonly size: number;
  /** The root of the Merkle tree over them, 32 bytes. */
  readonly root: Uint8Array;
}

/** The log of a workstation, and the name of its key. */
export function originOf(workstationId: string): string {
  return `keyferry/${workstationId}`;
}

/** The name under which an identity of a workstation cosigns. */
export function coSignerName(workstationId: string, identity: string): string {
  return `${originOf(workstationId)}/${encodeURIComponent(identity)}`;
}

/** The text of a checkpoint: origin, size and root, a line each. */
export function checkpointText({ origin, size, root }: CheckpointBody): string {
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
}

/** A checkpoint signed by its own log. */
export function signedCheckpoint(body: CheckpointBody, signer: Signer): string {
  const text = checkpointText(body);
  return `${text}\n${signatureLine(text, body.origin, signer)}`;
}

/** Reads a checkpoint; undefined when it is none. Its signatures are for signedBy to look at. */
export function parseCheckpoint(note: string): (CheckpointBody & { readonly note: Note }) | undefined {
  const parsed = parseNote(note);
  if (!parsed) return undefined;
  const [origin = '', size = '', root = '', ...rest] = parsed.text.split('\n');
  // Extension lines are allowed there; ours has none, and none of another log would be understood.
  if (!isKeyName(origin) || !/^(?:0|[1-9]\d{0,14})$/.test(size) || rest.join('') !== '') return undefined;
  const bytes = Buffer.from(root, 'base64');
  if (bytes.length !== 32 || bytes.toString('base64') !== root) return undefined;
  return { origin, size: Number(size), root: Uint8Array.from(bytes), note: parsed };
}
