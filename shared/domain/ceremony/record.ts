/**
 * The record of a ceremony: canonical JSON Lines (RFC 8785). Every line holds the SHA-256 of the line before it (`previous`),
 * the first one 64 zeros. The chain ends with an `end` line; a record without one is cut off. `signature` lines come
 * after the end in any order: each is Ed25519 over the UTF-8 bytes `keyferry-ceremony-record-1\n` + SHA-256 hex of the end line.
 */
export interface RecordFact {
  readonly name: string;
  readonly value: string;
}

export interface RecordedOutput {
  /** File name without a folder. */
  readonly file: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
}

interface Line {
  readonly number: number;
  /** UTC, `2027-03-01T09:30:00.000Z`. */
  readonly time: string;
  readonly previous: string;
}

export type RecordLine =
  | (Line & {
      readonly type: 'begin';
      readonly format: 'keyferry-ceremony-record-1';
      readonly ceremony: string;
      readonly kind: string;
      readonly mode: 'PRACTICE' | 'PRODUCTION';
      /** SHA-256 of the plan's canonical form. */
      readonly planSha256: string;
      readonly workstationId: string;
      /** Ed25519 public key, hex. */
      readonly workstationKey: string;
      readonly application: { readonly version: string; readonly sha256: string };
    })
  | (Line & {
      readonly type: 'step';
      readonly step: number;
      readonly kind: string;
      readonly text: string;
      readonly actor: string;
      readonly expected: string;
      readonly observed: readonly RecordFact[];
      readonly result: 'passed' | 'failed' | 'differs';
      readonly by: string;
      readonly outputs: readonly RecordedOutput[];
    })
  | (Line & {
      readonly type: 'exception';
      readonly sheet: number;
      readonly step: number;
      readonly expected: string;
      readonly happened: string;
      readonly decided: string;
      readonly by: string;
    })
  | (Line & { readonly type: 'resumed'; readonly step: number; readonly by: string })
  | (Line & { readonly type: 'end'; readonly result: 'completed' | 'failed' | 'aborted'; readonly why?: string });

/** A co-signature: a participant's, or the workstation's. */
export interface RecordSignature {
  readonly type: 'signature';
  readonly by: string;
  readonly as: 'workstation' | 'participant';
  /** `disagree` is a valid signature. */
  readonly says: 'agree' | 'disagree';
  /** Ed25519 public key, hex. */
  readonly key: string;
  readonly signature: string;
}
