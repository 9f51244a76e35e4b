/** A failure's paragraph (shared/describe-failure.ts), taken apart again for reading. */
export interface FailureParts {
  /** What happened, and what to do. */
  readonly sentence: string;
  /** Azure's own words. */
  readonly original: string | undefined;
  readonly clientRequestId: string | undefined;
  readonly azureRequestId: string | undefined;
}

const IDS = /\s*\((?:client request id ([^\s,)]+))?(?:, )?(?:Azure request id ([^\s,)]+))?\)$/;
const ORIGINAL = ' Azure said: ';

/** Finds sentence, original text and ids in what a job says of its failure; a text of another form is all sentence. */
export function failureParts(text: string): FailureParts {
  const ids = IDS.exec(text);
  const rest = ids ? text.slice(0, ids.index) : text;
  const at = rest.indexOf(ORIGINAL);
  return {
    sentence: at < 0 ? rest : rest.slice(0, at),
    original: at < 0 ? undefined : rest.slice(at + ORIGINAL.length),
    clientRequestId: ids?.[1],
    azureRequestId: ids?.[2],
  };
}

/** What to do, where the job's sentence begins with the failed step's: the step says what happened, the rest is advice. */
export function adviceAfter(sentence: string, detail: string | undefined): string | undefined {
  if (detail === undefined || !sentence.startsWith(detail)) return undefined;
  const rest = sentence.slice(detail.length).trim();
  return rest === '' ? undefined : rest;
}
