import { RestError, type HttpClient, type PipelineRequest, type PipelineResponse } from '@azure/core-rest-pipeline';

/** More than this no answer of Key Vault or the token service has. */
const LARGEST_ANSWER = 2 * 1024 * 1024;
/** What the other side says goes into the log and before people: so much of it. */
const LONGEST_TEXT = 1000;
const LONGEST_HEADER = 128;
const HIDDEN = '[not shown]';

/** What an answer that refuses says about itself. */
export interface RefusedAnswer {
  readonly status: number;
  readonly code?: string;
  readonly inner?: string;
  readonly message?: string;
  readonly retryAfterMs?: number;
}

/**
 * Sends a request and reads the whole answer as text, up to its limit and in the time that is left: a server that drips
 * its bytes holds nobody up. Throws RestError with the codes `ANSWER_TOO_LARGE`, `ANSWER_BROKEN`, `ETIMEDOUT`.
 */
export async function wholeAnswer(
  inner: HttpClient,
  request: PipelineRequest,
  patienceMs: number,
): Promise<PipelineResponse> {
  const given = request.abortSignal;
  const connection = new AbortController();
  const onAbort = (): void => connection.abort();
  if (given?.aborted) connection.abort();
  given?.addEventListener('abort', onAbort);
  request.abortSignal = connection.signal;
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(broken(request, 'ETIMEDOUT', `No whole answer came in ${patienceMs} ms.`)),
      patienceMs,
    );
  });
  let whole = false;
  try {
    const answer = await Promise.race([inner.sendRequest(request).then(withText), tooLate]);
    whole = true;
    return answer;
  } finally {
    clearTimeout(timer);
    given?.removeEventListener('abort', onAbort);
    if (given) request.abortSignal = given;
    else delete request.abortSignal;
    // Whatever still comes is not waited for.
    if (!whole) connection.abort();
  }
}

async function withText(answer: PipelineResponse): Promise<PipelineResponse> {
  const { readableStreamBody: stream, ...rest } = answer;
  if (!stream) return answer;
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      length += bytes.length;
      if (length > LARGEST_ANSWER)
        throw broken(answer.request, 'ANSWER_TOO_LARGE', `The answer is larger than ${LARGEST_ANSWER} bytes.`);
      chunks.push(bytes);
    }
  } catch (error) {
    if (error instanceof RestError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'ANSWER_BROKEN';
    throw broken(answer.request, code, 'The connection broke in the middle of the answer.');
  }
  return { ...rest, bodyAsText: Buffer.concat(chunks).toString('utf8') };
}

function broken(request: PipelineRequest, code: string, message: string): RestError {
  return new RestError(message, { code, request });
}

/**
 * A server, or a proxy in between, may say back what it was sent: client secret and token are taken out of its answer before
 * anybody reads it.
 */
export function withoutEchoes(answer: PipelineResponse): PipelineResponse {
  const { bodyAsText } = answer;
  if (!bodyAsText) return answer;
  let text = bodyAsText;
  for (const secret of secretsOf(answer.request)) text = text.replaceAll(secret, HIDDEN);
  return text === bodyAsText ? answer : { ...answer, bodyAsText: text };
}

function secretsOf(request: PipelineRequest): string[] {
  const token = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  const sent = typeof request.body === 'string' ? /(?:^|&)client_secret=([^&]+)/.exec(request.body)?.[1] : undefined;
  const secret = new URLSearchParams(`s=${sent ?? ''}`).get('s') ?? '';
  const inJson = JSON.stringify(secret).slice(1, -1);
  // Shorter ones are none, and would be found everywhere.
  return [token ?? '', sent ?? '', secret, inJson].filter((text) => text.length >= 8);
}

/** A header as one line of plain text of sane length; undefined when it is not there. */
export function headerOf(answer: PipelineResponse, name: string): string | undefined {
  const value: unknown = answer.headers.get(name);
  return typeof value === 'string' ? firstOf(plain(value), LONGEST_HEADER) || undefined : undefined;
}

/** The beginning of a text; a pair of surrogates is not cut apart. */
function firstOf(text: string, length: number): string {
  return text.slice(0, length).replace(/\p{Cs}$/u, '');
}

/** One line of whole characters, none of which controls anything. */
function plain(text: string): string {
  return text
    .slice(0, 16 * LONGEST_TEXT)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
}

/** What a refusal says, in the words of a vault or of the token service. */
export function readRefusal(answer: PipelineResponse): RefusedAnswer {
  const retryAfter = headerOf(answer, 'retry-after');
  const retryAfterMs = retryAfter === undefined ? undefined : retryAfterOf(retryAfter);
  return {
    status: answer.status,
    ...readErrorBody(answer.bodyAsText ?? ''),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** Seconds or a date (RFC 9110, 10.2.3). */
function retryAfterOf(text: string): number | undefined {
  if (/^\d{1,6}$/.test(text.trim())) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/** Key Vault: {error: {code, message, innererror: {code}}}; token service: {error, error_description, error_codes}. */
function readErrorBody(body: string): Pick<RefusedAnswer, 'code' | 'inner' | 'message'> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return {};
  }
  const top = record(value);
  const error = record(top['error']);
  const inner = text(record(error['innererror'] ?? error['innerError'])['code']);
  const code = text(error['code']) ?? aadCode(top) ?? text(top['error']);
  const message = text(error['message']) ?? text(top['error_description']);
  return { ...(code ? { code } : {}), ...(inner ? { inner } : {}), ...(message ? { message } : {}) };
}

function aadCode(top: Readonly<Record<string, unknown>>): string | undefined {
  const description = text(top['error_description']);
  return description === undefined ? undefined : /AADSTS\d+/.exec(description)?.[0];
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function text(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return firstOf(plain(value), LONGEST_TEXT) || undefined;
}
