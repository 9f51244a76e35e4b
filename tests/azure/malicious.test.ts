import { createHttpHeaders, type HttpClient } from '@azure/core-rest-pipeline';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { connectVault } from '../../main/azure/index.js';
import type { Result } from '../../shared/result.js';
import {
  discoveryAt,
  EVIL_HOST,
  hostileAzure,
  json,
  TOKEN,
  VAULT_HOST,
  type HostileAzure,
  type Misbehaviour,
} from '../support/hostile-azure.js';
import { must, mustFail } from '../support/must.js';
import { SECRET, TENANT } from '../support/practice.js';
import { connected, importOf, makeKek, TARGET } from '../support/vault.js';

const VERSION = '0123456789abcdef0123456789abcdef';
const MEGABYTE = 'x'.repeat(1024 * 1024);
const list = (value: unknown, nextLink?: string): unknown => ({ value, ...(nextLink ? { nextLink } : {}) });

const drip: Misbehaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
};
const silence: Misbehaviour = () => undefined;
const flood: Misbehaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const more = (): void => {
    while (!response.destroyed && response.write(MEGABYTE));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
};
const cut: Misbehaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"key":', () => response.destroy());
};
const bomb: Misbehaviour = (response) =>
  void response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(BOMB);
const BOMB = gzipSync(Buffer.alloc(64 * 1024 * 1024));

const answers =
  (status: number, value: unknown, headers: Record<string, string> = {}): Misbehaviour =>
  (response) =>
    json(response, status, value, headers);
const keyAt = (host: string, more: object = {}): object => ({
  key: { kid: `https://${host}/keys/payroll/${VERSION}`, kty: 'RSA-HSM', n: 'AQAB', e: 'AQAB', key_ops: ['sign'] },
  attributes: { enabled: true },
  ...more,
});

/** Only who is slow on purpose is given up soon; a busy machine is not. */
function patienceFor(how: Misbehaviour) {
  return how === drip || how === silence ? { patienceMs: 1000 } : {};
}

/** Nothing secret went anywhere but to the vault (the token) and the token service (the secret). */
function expectNoLeak({ received }: HostileAzure): void {
  expect(received.filter(({ host }) => host === EVIL_HOST)).toEqual([]);
  expect(received.filter(({ host, authorization }) => authorization !== '' && host !== VAULT_HOST)).toEqual([]);
  expect(received.filter(({ host, body }) => body.includes(SECRET) && host !== 'login.localhost')).toEqual([]);
}

function expectClear(result: Result<unknown>, code: string): void {
  const failure = mustFail(result);
  expect(failure.code).toBe(code);
  expect(failure.message).toMatch(/^[\p{L}].*\.$/u);
  const told = JSON.stringify(failure);
  expect(told).not.toContain(SECRET);
  expect(told).not.toContain(TOKEN);
  expect(told.length).toBeLessThan(4000);
}

describe('a vault that is none', () => {
  test.each<[string, Misbehaviour, string]>([
    ['answers without end', flood, 'answer-too-large'],
    ['drips its answer', drip, 'no-answer'],
    ['never answers', silence, 'no-answer'],
    ['breaks off in the middle', cut, 'no-answer'],
    ['sends a gzip bomb', bomb, 'odd-answer'],
    ['sends something that is no gzip as gzip', answers(200, 'nonsense', { 'content-encoding': 'gzip' }), 'odd-answer'],
    ['sends no JSON', answers(200, '<html>'), 'odd-answer'],
    ['sends nothing', answers(200, ''), 'odd-answer'],
    ['sends a number', answers(200, '5'), 'odd-answer'],
    ['sends null', answers(200, 'null'), 'odd-answer'],
    ['sends a key that is a text', answers(200, { key: 'x' }), 'odd-answer'],
    ['sends a kid that is a number', answers(200, { key: { kid: 5 } }), 'odd-answer'],
    ['sends tags that are objects', answers(200, keyAt(VAULT_HOST, { tags: { a: { b: 1 } } })), 'odd-answer'],
    ['sends a key of another vault', answers(200, keyAt('other.vault.localhost')), 'odd-answer'],
    ['sends a key of another host', answers(200, keyAt(EVIL_HOST)), 'odd-answer'],
    ['redirects to another host', answers(302, '', { location: `https://${EVIL_HOST}/keys` }), 'other-host'],
    [
      'redirects to another host with the method kept',
      answers(307, '', { location: `https://${EVIL_HOST}/` }),
      'other-host',
    ],
    ['redirects to itself', answers(301, '', { location: `https://${VAULT_HOST}/keys/payroll` }), 'other-host'],
    [
      'says back the token',
      answers(403, { error: { code: 'Forbidden', message: `no: ${TOKEN}` } }),
      'forbidden-by-policy',
    ],
    ['says very much', answers(400, { error: { code: 'X', message: 'y'.repeat(1_000_000) } }), 'bad-parameter'],
  ])('that %s', async (_, vault, code) => {
    const azure = await hostileAzure({ vault, ...patienceFor(vault) });
    expectClear(await azure.connection.getKey('payroll'), code);
    expectNoLeak(azure);
  });

  test.each<[string, Misbehaviour, string]>([
    ['goes on at another host', answers(200, list([], `https://${EVIL_HOST}/keys?page=2`)), 'other-host'],
    ['holds numbers', answers(200, list([1, 2])), 'odd-answer'],
    ['is no list', answers(200, list('x')), 'odd-answer'],
    ['holds keys of another vault', answers(200, list([{ kid: `https://${EVIL_HOST}/keys/payroll` }])), 'odd-answer'],
  ])('whose list %s', async (_, vault, code) => {
    const azure = await hostileAzure({ vault });
    expectClear(await azure.connection.listKeys(), code);
    expectNoLeak(azure);
  });

  test.each([
    ['another resource', `Bearer authorization="https://login.localhost/${TENANT}", resource="https://${EVIL_HOST}"`],
    [
      'everything under its top name',
      `Bearer authorization="https://login.localhost/${TENANT}", resource="https://localhost"`,
    ],
    ['another scope', `Bearer authorization="https://login.localhost/${TENANT}", scope="https://localhost/.default"`],
    ['no address', 'Bearer authorization="nonsense", resource="nonsense"'],
  ])('whose challenge asks for %s gets no token', async (_, challenge) => {
    const azure = await hostileAzure({ challenge });
    expectClear(await azure.connection.getKey('payroll'), 'bad-challenge');
    expect(azure.received.filter(({ authorization }) => authorization !== '')).toEqual([]);
    expectNoLeak(azure);
  });

  test('whose challenge names another authority: the secret goes to the one that is known, or nowhere', async () => {
    const challenge = `Bearer authorization="https://${EVIL_HOST}/${TENANT}", resource="https://vault.localhost"`;
    const azure = await hostileAzure({ challenge });
    await azure.connection.getKey('payroll');
    expectNoLeak(azure);
  });

  test('that cannot be understood after an import is looked at, and nothing is sent twice', async () => {
    const honest = await connected();
    const kek = await makeKek(honest);
    let imports = 0;
    const httpClient: HttpClient = {
      sendRequest: async (request) => {
        const answer = await honest.parts.httpClient.sendRequest(request);
        if (request.method !== 'PUT' || answer.status !== 200) return answer;
        imports += 1;
        return { ...answer, bodyAsText: (answer.bodyAsText ?? '').replaceAll(VAULT_HOST, EVIL_HOST) };
      },
    };
    const connection = must(connectVault(TARGET, { ...honest.parts, httpClient }));
    const imported = must(await connection.importKey(importOf(kek)));
    expect(imported).toMatchObject({ reconciled: true, publicKeyMatches: true });
    expect([imports, await honest.versionsOf('payroll')]).toEqual([1, 1]);
  });
});

describe('a token service that is none', () => {
  test.each<[string, Misbehaviour, string]>([
    ['redirects the secret elsewhere', answers(307, '', { location: `https://${EVIL_HOST}/token` }), 'other-host'],
    ['answers without end', flood, 'answer-too-large'],
    ['drips its answer', drip, 'token-no-answer'],
    ['sends no JSON', answers(200, '<html>'), 'token-refused'],
    ['sends no token', answers(200, {}), 'token-refused'],
    [
      'says back the secret',
      answers(401, { error: 'invalid_client', error_description: `AADSTS1: ${SECRET}` }),
      'token-refused',
    ],
  ])('and %s', async (_, token, code) => {
    const azure = await hostileAzure({ token, ...patienceFor(token) });
    expectClear(await azure.connection.getKey('payroll'), code);
    expectNoLeak(azure);
  });
});

test('a token service whose discovery points elsewhere never sees the secret there', async () => {
  const azure = await hostileAzure({ discovery: answers(200, discoveryAt(EVIL_HOST)) });
  // MSAL itself takes no endpoint of another host; the Recorder would refuse it too.
  expectClear(await azure.connection.getKey('payroll'), 'token-refused');
  expectNoLeak(azure);
});

test('a list without an end is given up', async () => {
  const c = await connected();
  const again = { value: [], nextLink: `https://${VAULT_HOST}/keys?api-version=7.6&again` };
  const httpClient: HttpClient = {
    sendRequest: async (request) => {
      const answer = await c.parts.httpClient.sendRequest(request);
      return request.url.includes('/keys?') && answer.status !== 401
        ? { ...answer, status: 200, bodyAsText: JSON.stringify(again) }
        : answer;
    },
  };
  const connection = must(connectVault(TARGET, { ...c.parts, httpClient }));
  const failure = mustFail(await connection.listKeys());
  expect([failure.code, failure.message]).toEqual(['odd-answer', 'The vault gave a list without an end.']);
});

test('headers with control characters come out as one plain line', async () => {
  const c = await connected();
  const httpClient: HttpClient = {
    sendRequest: (request) => {
      const headers = createHttpHeaders();
      headers.set('x-ms-request-id', `\u001b[31mred\r\nforged: line${'x'.repeat(500)}`);
      const bodyAsText = JSON.stringify({ error: { code: 'Forbidden\u001b[2J', message: 'a\r\nb\u202ec' } });
      return Promise.resolve({ request, status: 403, headers, bodyAsText });
    },
  };
  const failure = mustFail(await must(connectVault(TARGET, { ...c.parts, httpClient })).getKey('x'));
  expect(JSON.stringify([failure, c.calls])).not.toMatch(/\\u001b|\\u202e|\\r|\\n|[\u0000-\u001f]/);
  expect(failure.serviceRequestId?.length).toBeLessThanOrEqual(128);
});
