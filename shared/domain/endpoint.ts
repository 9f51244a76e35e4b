/** A host that did not answer when it was last asked. UTC milliseconds. */
export interface UnreachableEndpoint {
  readonly host: string;
  readonly since: number;
  readonly lastTried: number;
  /** What the network said, e.g. `ENOTFOUND`. */
  readonly why: string;
}
