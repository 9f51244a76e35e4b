import type { NewLogEvent } from '../../shared/domain/log-event.js';
import type { CallRecord, Notice } from '../azure/types.js';

type AzureEvent = Pick<NewLogEvent, 'service' | 'level' | 'event' | 'message' | 'requestId' | 'outcome' | 'reason'>;

/** A request to Azure as an event of the Azure Service log: WARN where it can pass by itself. */
export function callEvent(call: CallRecord): AzureEvent {
  const { status, errorCode } = call;
  const recoverable = status === undefined || status === 429 || status >= 500;
  const answer = status === undefined ? `no answer${errorCode ? ` (${errorCode})` : ''}` : String(status);
  return {
    service: 'Azure Service',
    level: recoverable ? 'WARN' : 'INFO',
    event: 'azure-call',
    message: `${call.method} ${call.url}: ${answer}${status && errorCode ? ` ${errorCode}` : ''}, ${call.durationMs} ms`,
    requestId: call.clientRequestId,
    // Without an answer nobody knows whether it was done.
    outcome: status === undefined ? 'unclear' : status < 400 ? 'success' : 'failure',
    ...(errorCode ? { reason: errorCode } : {}),
  };
}

/** Something that Azure made us wait for or look after. */
export function noticeEvent(notice: Notice): AzureEvent {
  return {
    service: 'Azure Service',
    level: 'WARN',
    event: 'azure-recovered',
    message: notice.message,
    ...(notice.clientRequestId ? { requestId: notice.clientRequestId } : {}),
  };
}
