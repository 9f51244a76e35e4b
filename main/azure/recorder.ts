import { RestError, type HttpClient, type PipelineRequest, type PipelineResponse } from '@azure/core-rest-pipeline';
import type { Clock } from '../clock/clock.js';
import { headerOf, readRefusal, withoutEchoes, wholeAnswer, type RefusedAnswer } from './read-answer.js';
import type { EndpointStates } from './endpoint-states.js';
import { saysUnreachable } from './network-errors.js';
import type { CallListener, CallRecord } from './types.js';

const TIMEOUT_MS = 60_000;

export type { RefusedAnswer } from './read-answer.js';

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
  readonly #patienceMs: number;
  readonly #endpoints: EndpointStates | undefined;
  #sent = 0;
  lastCall: CallRecord | undefined;
  lastRefusal: RefusedAnswer | undefined;
  /** The newest answer's Date header, as UTC milliseconds of both sides. */
  lastDate: { readonly theirs: number; readonly ours: number } | undefined;

  constructor(parts: {
    readonly inner: HttpClient;
    readonly clock: Clock;
    readonly hosts: readonly string[];
    readonly listener: CallListener;
    /** How long one answer may take, from the request to its last byte. */
    readonly patienceMs?: number | undefined;
    readonly endpoints?: EndpointStates | undefined;
  }) {
    this.#endpoints = parts.endpoints;
    this.#patienceMs = parts.patienceMs ?? TIMEOUT_MS;
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
    request.timeout = request.timeout > 0 ? request.timeout : this.#patienceMs;
    // Answers are small: what is not compressed cannot be more than what came over the wire.
    request.headers.set('Accept-Encoding', 'identity');
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
      const { status, errorCode = '' } = this.lastCall;
      if (status !== undefined) this.#endpoints?.answered(url.hostname);
      else if (saysUnreachable(errorCode)) this.#endpoints?.silent(url.hostname, this.#clock.now(), errorCode);
    };
    try {
      const answer = withoutEchoes(await wholeAnswer(this.#inner, request, this.#patienceMs));
      if (answer.status >= 300 && answer.status < 400) {
        throw new RestError(`${place} answered with a redirection, which is not followed.`, {
          code: 'REDIRECT_REFUSED',
          request,
        });
      }
      this.#noteDate(answer);
      const refusal = answer.status >= 400 ? readRefusal(answer) : undefined;
      this.lastRefusal = refusal;
      const serviceRequestId = headerOf(answer, 'x-ms-request-id');
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
