import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import {
  connectVault,
  networkTransport,
  Pacer,
  type CallRecord,
  type VaultConnection,
} from '../../main/azure/index.js';
import { serverCertificate } from '../../main/practice-vault/certificate.js';
import { freshFolder } from './folders.js';
import { must } from './must.js';
import { TENANT, VAULT } from './practice.js';
import { TARGET } from './vault.js';
import { VirtualClock } from './virtual-clock.js';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const VAULT_HOST = `${VAULT}.vault.localhost`;
export const AUTHORITY_HOST = 'login.localhost';
/** What no answer may make us speak to; its name leads to the same server, so that it would be seen. */
export const EVIL_HOST = 'evil.localhost';
/** TEST MATERIAL: the token that the token service here gives out. */
export const TOKEN = 'eyJ-a-token-of-nobody-0123456789abcdef';

export type Misbehaviour = (response: ServerResponse, request: IncomingMessage, body: string) => void;

export interface Received {
  readonly host: string;
  readonly authorization: string;
  readonly body: string;
}

export interface HostileAzure {
  readonly connection: VaultConnection;
  /** Every request that arrived, at whatever name. */
  readonly received: Received[];
  readonly calls: CallRecord[];
}

/** Making one takes a second. */
let tls: ReturnType<typeof serverCertificate> | undefined;

/** A real HTTPS server on this machine that poses as Azure: honest, but for what the test puts in. */
export async function hostileAzure(change: {
  readonly vault?: Misbehaviour;
  readonly token?: Misbehaviour;
  readonly discovery?: Misbehaviour;
  readonly challenge?: string;
  /** How long an answer may take. */
  readonly patienceMs?: number;
}): Promise<HostileAzure> {
  const received: Received[] = [];
  const caFile = join(freshFolder(), 'ca.pem');
  tls ??= serverCertificate(freshFolder(), Date.now());
  writeFileSync(caFile, tls.ca);
  const server = createServer({ key: tls.key, cert: tls.certificate }, (request, response) => {
    // Whatever the client breaks off is its right.
    response.on('error', () => undefined);
    void readBody(request).then((body) => {
      const host = (request.headers.host ?? '').replace(/:\d+$/, '');
      const authorization = request.headers.authorization ?? '';
      received.push({ host, authorization, body });
      if (request.url?.includes('/.well-known/')) return (change.discovery ?? discovery)(response, request, body);
      if (host === AUTHORITY_HOST) return (change.token ?? honestToken)(response, request, body);
      if (authorization === '') return challenge(response, change.challenge);
      (change.vault ?? notFound)(response, request, body);
    });
  });
  const port = await listen(server);
  const clock = new VirtualClock();
  const calls: CallRecord[] = [];
  const { patienceMs = 30_000 } = change;
  const connection = must(
    connectVault(TARGET, {
      clock,
      pacer: new Pacer(clock, () => 0),
      httpClient: must(networkTransport({ caFile, practicePort: port })),
      listener: { onCall: (call) => void calls.push(call), onNotice: () => undefined },
      patienceMs,
    }),
  );
  return { connection, received, calls };
}

export function json(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof value === 'string' ? value : JSON.stringify(value));
}

/** What MSAL asks for first: where tokens are to be had. */
export function discoveryAt(host: string): object {
  const base = `https://${host}/${TENANT}`;
  return {
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
  };
}

function discovery(response: ServerResponse): void {
  json(response, 200, discoveryAt(AUTHORITY_HOST));
}

function honestToken(response: ServerResponse): void {
  json(response, 200, { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: TOKEN });
}

function challenge(response: ServerResponse, given?: string): void {
  const honest = `Bearer authorization="https://${AUTHORITY_HOST}/${TENANT}", resource="https://vault.localhost"`;
  json(response, 401, { error: { code: 'Unauthorized' } }, { 'www-authenticate': given ?? honest });
}

function notFound(response: ServerResponse): void {
  json(response, 404, { error: { code: 'KeyNotFound', message: 'There is no such key.' } });
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
