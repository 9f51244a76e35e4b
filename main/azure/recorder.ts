import { RestError, type HttpClient, type PipelineRequest, type PipelineResponse } from '@azure/core-rest-pipeline';
import type { Clock } from '../clock/clock.js';
import type { CallListener, CallRecord } from './types.js';

/** More than this no answer of Key Vault or the token service has. */
const LARGEST_ANSWER = 2 * 1024 * 1024;
const TIMEOUT_MS = 60_000;

/** What an answer that refuses says about itself. */
export interface RefusedAnswer {
  readonly status: number;
  readonly code?: string;
  readonly inner?: string;
  readonly message?: string;
  readonly retryAfterMs?: number;
}

/**
 * Stands between the SDKs and the network: nothing leaves but to the hosts that were agreed on, nothing is followed
 * elsewhere, every request is told to the listener. It also keeps what the last refusal said, because the SDK drops
 * inner codes on some paths (lists).
 */
export class Recorder implements HttpClient {
  readonly #inner: HttpClient;
  readonly #clock: Clock;
  readonly #hosts: ReadonlySet<string>;
  readonly #listener: CallListener;
  #sent = 0;
  lastCall: CallRecord | undefined;
  lastRefusal: RefusedAnswer | undefined;
  /** The newest answer's Date header, as UTC milliseconds of both sides. */
  lastDate: { readonly theirs: number; readonly ours: number } | undefined;

  constructor(parts: { inner: HttpClient; clock: Clock; hosts: readonly string[]; listener: CallListener }) {
    this.#inner = parts.inner;
    this.#clock = parts.clock;
    this.#hosts = new Set(parts.hosts);
    this.#listener = parts.listener;
  }

  get sent(): number {
    return this.#sent;
  }

  async sendRequest(request: PipelineRequest): Promise<PipelineResponse> {
    const url = new URL(request.url);
    if (url.protocol !== 'https:' || !this.#hosts.has(url.hostname)) {
      throw new RestError(`Keyferry does not speak to ${url.protocol}//${url.hostname}.`, {
        code: 'HOST_REFUSED',
        request,
      });
    }
    request.timeout = request.timeout > 0 ? request.timeout : TIMEOUT_MS;
    // Always as a stream, so that its length can be limited.
    request.streamResponseStatusCodes = new Set([Number.POSITIVE_INFINITY]);
    const startedAt = this.#clock.now();
    this.#sent += 1;
    const place = `${url.hostname}${url.pathname}`;
    const seen = (more: Partial<CallRecord>): void => {
      this.lastCall = {
        method: request.method,
        url: place,
        clientRequestId: request.headers.get('x-ms-client-request-id') ?? request.requestId,
        startedAt,
        durationMs: this.#clock.now() - startedAt,
        ...more,
      };
      this.#listener.onCall(this.lastCall);
    };
    try {
      const answer = await withText(await this.#inner.sendRequest(request));
      if (answer.status >= 300 && answer.status < 400) {
        throw new RestError(`${place} answered with a redirection, which is not followed.`, {
          code: 'REDIRECT_REFUSED',
          request,
        });
      }
      this.#noteDate(answer);
      const refusal = answer.status >= 400 ? readRefusal(answer) : undefined;
      this.lastRefusal = refusal;
      const serviceRequestId = answer.headers.get('x-ms-request-id');
      const errorCode = refusal?.inner ?? refusal?.code;
      seen({
        status: answer.status,
        ...(serviceRequestId ? { serviceRequestId } : {}),
        ...(errorCode ? { errorCode } : {}),
      });
      return answer;
    } catch (error) {
      if (this.lastCall?.startedAt !== startedAt || this.lastCall.url !== place || !isAnswered(error)) {
        this.lastRefusal = undefined;
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
        seen({ errorCode: code });
      }
      throw error;
    }
  }

  #noteDate(answer: PipelineResponse): void {
    const theirs = Date.parse(answer.headers.get('date') ?? '');
    if (!Number.isNaN(theirs)) this.lastDate = { theirs, ours: this.#clock.now() };
  }
}

function isAnswered(error: unknown): boolean {
  return error instanceof RestError && error.statusCode !== undefined;
}

/** The whole answer as text, up to its limit. */
async function withText(answer: PipelineResponse): Promise<PipelineResponse> {
  const { readableStreamBody: stream, ...rest } = answer;
  if (!stream) return answer;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    length += bytes.length;
    if (length > LARGEST_ANSWER) {
      throw new RestError(`The answer is larger than ${LARGEST_ANSWER} bytes.`, {
        code: 'ANSWER_TOO_LARGE',
        request: answer.request,
      });
    }
    chunks.push(bytes);
  }
  return { ...rest, bodyAsText: Buffer.concat(chunks).toString('utf8') };
}

function readRefusal(answer: PipelineResponse): RefusedAnswer {
  const retryAfter = answer.headers.get('retry-after');
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
  return typeof value === 'string' && value !== '' ? value : undefined;
}
