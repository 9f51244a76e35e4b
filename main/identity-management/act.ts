import type { ApprovalRequest } from '../../shared/domain/approval.js';

/** What is asked, as the second administrator sees it. */
export interface Act {
  /** e.g. `Delete on Cloud Service` */
  readonly title: string;
  /** For the log, e.g. `contoso/payroll`. */
  readonly object: string;
  readonly lines: ApprovalRequest['lines'];
}
