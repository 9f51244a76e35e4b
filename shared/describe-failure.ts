import type { Failure } from './result.js';

/** A failure as one paragraph: what happened, what to do, the other side's own words, the ids for its audit log. */
export function describeFailure(failure: Failure): string {
  const ids = [
    failure.requestId ? `client request id ${failure.requestId}` : '',
    failure.serviceRequestId ? `Azure request id ${failure.serviceRequestId}` : '',
  ].filter((text) => text !== '');
  return [
    failure.message,
    failure.advice ?? '',
    failure.original ? `Azure said: ${failure.original}` : '',
    ids.length > 0 ? `(${ids.join(', ')})` : '',
  ]
    .filter((text) => text !== '')
    .join(' ');
}

/** Such a paragraph without the other side's own words and the ids, for a line in a list. */
export function briefly(paragraph: string): string {
  const end = / (?:Azure said: |\((?:client|Azure) request id )/.exec(paragraph)?.index;
  return end === undefined ? paragraph : paragraph.slice(0, end);
}
