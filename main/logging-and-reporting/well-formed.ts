import type { NewLogEvent } from '../../shared/domain/log-event.js';

/** Half a character (RFC 8785 has no form for it), and NUL, at which SQLite would end a text. */
const NOT_KEPT = /\p{Cs}|\0/gu;

/** The event as it can be kept and hashed: what cannot be kept is replaced by U+FFFD, what says nothing is left out. */
export function wellFormed(event: NewLogEvent): NewLogEvent {
  const { service, level, event: id, actor, approver, object, message, outcome, reason, jobId, requestId } = event;
  return {
    service,
    level,
    event: id,
    actor: kept(actor),
    ...(approver ? { approver: kept(approver) } : {}),
    object: kept(object),
    message: kept(message),
    ...(outcome ? { outcome } : {}),
    ...(reason ? { reason: kept(reason) } : {}),
    ...(jobId ? { jobId } : {}),
    ...(requestId ? { requestId: kept(requestId) } : {}),
  };
}

function kept(text: string): string {
  return text.replace(NOT_KEPT, '\ufffd');
}
