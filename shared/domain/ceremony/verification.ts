/** What can be wrong with a record. */
export const RECORD_FINDINGS = [
  /** It has no end mark, or stops within a line. */
  'cut-off',
  /** A line was changed, added, removed or moved. */
  'altered',
  /** The lines do not tell of a ceremony as it goes: a step left out, a sheet missing. */
  'disorder',
  /** It was not made from this plan, or does not follow its own. */
  'plan-differs',
  'output-missing',
  'output-differs',
  /** The workstation has not signed it. */
  'unsigned',
  'signature-wrong',
  /** Signed, but by a key that nobody named. */
  'unknown-key',
] as const;
export type RecordFindingKind = (typeof RECORD_FINDINGS)[number];

export interface RecordFinding {
  readonly kind: RecordFindingKind;
  /** Number of the line in the file, from 1. */
  readonly line?: number;
  readonly sentence: string;
}

export interface RecordSigner {
  readonly by: string;
  readonly as: 'workstation' | 'participant';
  readonly says: 'agree' | 'disagree';
  readonly on: 'key' | 'paper';
  readonly state: 'valid' | 'wrong' | 'unknown-key';
}

/** What a verification of a record found. */
export interface RecordVerification {
  readonly sound: boolean;
  readonly findings: readonly RecordFinding[];
  /** True and worth knowing; none of it makes the record unsound. */
  readonly remarks: readonly string[];
  /** What could not be checked with what was given. */
  readonly limits: readonly string[];
  readonly ceremony?: string;
  readonly mode?: 'PRACTICE' | 'PRODUCTION';
  readonly result?: 'completed' | 'failed' | 'aborted';
  /** SHA-256 of the end line. */
  readonly fingerprint?: string;
  readonly planSha256?: string;
  readonly workstationId?: string;
  readonly workstationKey?: string;
  readonly lines: number;
  readonly steps: number;
  readonly sheets: number;
  readonly outputs: readonly { readonly file: string; readonly size: number; readonly sha256: string }[];
  readonly signers: readonly RecordSigner[];
}
