import type { Transaction } from '../types.js';

/** Whether the approval of this request was used before. */
export function approvalWasUsed(reader: Pick<Transaction, 'get'>, requestId: string): boolean {
  return reader.get('SELECT request_id FROM approval_used WHERE request_id = ?', [requestId]) !== undefined;
}

export function putApprovalUsed(tx: Transaction, requestId: string, time: number): void {
  tx.run('INSERT INTO approval_used (request_id, used_at) VALUES (?, ?)', [requestId, time]);
}
