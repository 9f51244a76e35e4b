/** Who acts now: what is done is logged under this name. It is asked each time, since the session's person may change. */
export interface Actor {
  readonly name: string;
}

/** What stands in the log beside the actor, while something runs that somebody else confirmed. */
export interface Approval {
  /** The second administrator. */
  readonly approver?: string;
  /** The justification. */
  readonly reason?: string;
}
