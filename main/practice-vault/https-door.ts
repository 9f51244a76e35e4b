import { randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { adminCall, localAdmin } from './admin.js';
import { serverCertificate } from './certificate.js';
import type { PracticeResponse } from './messages.js';
import { BrokenConnection } from './problem.js';
import { ADMIN_PATH, SERVING, type Serving } from './serving.js';
import type { PracticeService } from './service.js';

const LARGEST_BODY = 1024 * 1024;

export interface ServingPractice {
  readonly port: number;
  readonly caFile: string;
  close(): Promise<void>;
}

/**
 * Serves the practice vault over HTTPS on 127.0.0.1 (any free port when none is given) and leaves a note in its
 * folder, so that a `keyferry` on the same data folder finds it. Throws when the port is taken.
 */
export async function serveOverHttps(options: {
  readonly service: PracticeService;
  readonly folder: string;
  readonly port?: number;
}): Promise<ServingPractice> {
  const { service, folder } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const tls = serverCertificate(folder, Date.now());
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, tls.ca, { mode: 0o600 });
  const token = randomBytes(32).toString('hex');
  const server = createServer({ key: tls.key, cert: tls.certificate }, (request, response) => {
    answer(service, token, request, response).catch(() => request.socket.destroy());
  });
  await listen(server, options.port ?? 0);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const note: Serving = { pid: process.pid, port, caFile, token };
  const notePath = join(folder, SERVING);
  writeFileSync(notePath, JSON.stringify(note), { mode: 0o600 });
  return {
    port,
    caFile,
    close: async () => {
      rmSync(notePath, { force: true });
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(
  service: PracticeService,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const url = new URL(request.url ?? '/', `https://${host}`);
  try {
    const result =
      url.pathname === ADMIN_PATH
        ? await answerAdmin(service, token, request, body)
        : await service.handle({ method: request.method ?? 'GET', url, headers: flat(request), body });
    response.writeHead(result.status, result.headers);
    response.end(result.body);
  } catch (error) {
    if (!(error instanceof BrokenConnection)) throw error;
    // Over a real socket a broken connection is all that can be played of the others.
    if (error.code !== 'ENOTFOUND') {
      request.socket.destroy();
      return;
    }
    // Here every *.localhost resolves, so an unknown vault cannot look like a name that does not: it says so.
    response.writeHead(404, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ error: { code: 'VaultNotFound', message: `There is no practice vault at ${url.hostname}.` } }),
    );
  }
}

async function answerAdmin(
  service: PracticeService,
  token: string,
  request: IncomingMessage,
  body: string,
): Promise<PracticeResponse> {
  const given = Buffer.from(request.headers['x-practice-token']?.toString() ?? '');
  const headers = { 'content-type': 'application/json' };
  if (given.length !== token.length || !timingSafeEqual(given, Buffer.from(token)))
    return { status: 403, headers, body: '{}' };
  const call = adminCall.safeParse(JSON.parse(body));
  if (!call.success) return { status: 400, headers, body: '{}' };
  return { status: 200, headers, body: JSON.stringify(await localAdmin(service)(call.data)) };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LARGEST_BODY) throw new Error('The body is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function flat(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value.toString()]])),
  );
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}
