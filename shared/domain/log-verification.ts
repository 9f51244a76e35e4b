/** What a verification can find. */
export const FINDING_KINDS = [
  'altered',
  'missing',
  'reordered',
  'added',
  'truncated',
  'rolled-back',
  'clock-went-back',
  'manifest-altered',
  'checkpoint-altered',
  'wrong-key',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export interface LogFinding {
  readonly kind: FindingKind;
  /** The first event that it is about. */
  readonly sequence?: number;
  /** Where it cannot be told more closely: it is one of the events from `sequence` to this one. */
  readonly upTo?: number;
  readonly sentence: string;
  /** Worth knowing, and nothing that was done to the log. */
  readonly remark?: boolean;
}

/** Whose signature stands under a checkpoint. */
export interface CheckpointSigner {
  readonly name: string;
  /** `unknown`: nobody gave its key, so the signature says nothing. */
  readonly state: 'valid' | 'wrong' | 'unknown';
  /** UTC milliseconds, where the signature holds a time. */
  readonly time?: number;
}

/** Whether nothing was found that was done to the log. */
export function isSound(findings: readonly LogFinding[]): boolean {
  return findings.every((finding) => finding.remark === true);
}
