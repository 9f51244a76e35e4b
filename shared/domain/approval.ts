/**
 * What a second administrator is asked to confirm: the exact object, line by line. The one who asked never confirms it, and
 * it can be used once, for exactly this, until `expiresAt`.
 */
export interface ApprovalRequest {
  /** Random; names the request in `approve` and `declineApproval`. */
  readonly id: string;
  /** What will be done, e.g. `Delete on Cloud Service`. */
  readonly title: string;
  /** To what, e.g. `Vault: contoso`. */
  readonly lines: readonly { readonly name: string; readonly value: string }[];
  readonly askedBy: string;
  /** UTC milliseconds. */
  readonly expiresAt: number;
}
