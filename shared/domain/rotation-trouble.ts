/** A scheduled rotation that failed, until one of the group succeeds. */
export interface RotationTrouble {
  /** UTC milliseconds of the first failure. */
  readonly since: number;
  readonly failures: number;
  /** UTC milliseconds: not tried again before. */
  readonly retryAt: number;
  /** The sentence of the last failure. */
  readonly message: string;
}
