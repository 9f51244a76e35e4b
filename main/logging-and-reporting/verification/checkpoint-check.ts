import type { CheckpointSigner, LogFinding } from '../../../shared/domain/log-verification.js';
import { parseCheckpoint, type CheckpointBody } from '../checkpoint-note.js';
import { keyId, signedBy, type NoteKey } from '../signed-note.js';

/** A checkpoint that is what its log signed, or what is wrong with it. */
export type CheckedCheckpoint =
  | { readonly ok: true; readonly body: CheckpointBody; readonly signers: readonly CheckpointSigner[] }
  | { readonly ok: false; readonly finding: LogFinding; readonly signers: readonly CheckpointSigner[] };

/** Reads a checkpoint and looks at its signatures; `what` names it in sentences. The log's own has to be valid. */
export function checkCheckpoint(text: string, keys: readonly NoteKey[], what: string): CheckedCheckpoint {
  const parsed = parseCheckpoint(text);
  if (!parsed) return wrong('checkpoint-altered', `${what} is no signed checkpoint.`, []);
  const { note, ...body } = parsed;
  const signers: CheckpointSigner[] = note.signatures.map(({ name, keyId: id }) => {
    const key = keys.find((one) => one.name === name && keyId(one) === id);
    return { name, ...(key ? timed(signedBy(note, key)) : { state: 'unknown' as const }) };
  });
  if (signers.some(({ state }) => state === 'wrong'))
    return wrong('checkpoint-altered', `${what} was altered: a signature under it does not fit.`, signers);
  if (signers.some(({ name, state }) => name === body.origin && state === 'valid')) return { ok: true, body, signers };
  return wrong('wrong-key', `${what} is not signed by the key of this log (${body.origin}).`, signers);
}

function timed(signed: ReturnType<typeof signedBy>): Omit<CheckpointSigner, 'name'> {
  if (signed.state !== 'valid') return { state: signed.state === 'wrong' ? 'wrong' : 'unknown' };
  return { state: 'valid', ...(signed.time === undefined ? {} : { time: signed.time }) };
}

function wrong(
  kind: LogFinding['kind'],
  sentence: string,
  signers: readonly CheckpointSigner[],
): Extract<CheckedCheckpoint, { ok: false }> {
  return { ok: false, finding: { kind, sentence }, signers };
}

export function sameBytes(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0;
}
