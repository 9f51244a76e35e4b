import { createHttpHeaders, RestError, type HttpClient, type PipelineRequest } from '@azure/core-rest-pipeline';
import { BrokenConnection } from './problem.js';
import type { PracticeService } from './service.js';

/** The door in process: the unmodified SDKs take this as their `httpClient`, and no socket is opened. */
export function practiceHttpClient(service: PracticeService): HttpClient {
  return {
    sendRequest: async (request) => {
      try {
        const answer = await service.handle({
          method: request.method,
          url: new URL(request.url),
          headers: request.headers.toJSON(),
          body: bodyText(request),
        });
        return {
          request,
          status: answer.status,
          headers: createHttpHeaders({ ...answer.headers }),
          bodyAsText: answer.body,
        };
      } catch (error) {
        if (!(error instanceof BrokenConnection)) throw error;
        throw new RestError(error.message, { code: error.code, request });
      }
    },
  };
}

function bodyText(request: PipelineRequest): string {
  const { body } = request;
  if (body === undefined || body === null) return '';
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return Buffer.from(body).toString('utf8');
  throw new Error('The practice vault takes bodies of text only.');
}
