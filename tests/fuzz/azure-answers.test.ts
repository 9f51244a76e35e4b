import type { HttpClient, PipelineResponse } from '@azure/core-rest-pipeline';
import { createHttpHeaders } from '@azure/core-rest-pipeline';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectVault } from '../../main/azure/index.js';
import type { Result } from '../../shared/result.js';
import { must } from '../support/must.js';
import { SECRET } from '../support/practice.js';
import { connected, importOf, makeKek, TARGET, type Connected } from '../support/vault.js';
import { asText, FEWER_RUNS, RUNS, twisted } from './mutations.js';

/*
 * The answers of a real service, twisted: every call of a connection answers a Result, sends to the two hosts it knows and
 * to no other, and tells nobody the secret.
 */

const NOT_TO_BE_TOLD = [SECRET];

interface Twist {
  readonly status: number | undefined;
  /** Replaces parts of the body. */
  readonly body: (value: unknown) => unknown;
}

async function vaultThatTwists(): Promise<{
  honest: Connected;
  httpClient: HttpClient;
  twist: (next: Twist) => void;
  hosts: Set<string>;
}> {
  const honest = await connected();
  await makeKek(honest, 'payroll');
  let now: Twist | undefined;
  const hosts = new Set<string>();
  const httpClient: HttpClient = {
    sendRequest: async (request): Promise<PipelineResponse> => {
      hosts.add(new URL(request.url).hostname);
      const answer = await honest.parts.httpClient.sendRequest(request);
      // The way to a token stays as it is: it has tests of its own.
      if (!now || answer.status === 401 || request.url.includes('login.')) return answer;
      const { status, body } = now;
      const value: unknown = answer.bodyAsText ? JSON.parse(answer.bodyAsText) : {};
      const headers = createHttpHeaders(answer.headers.toJSON());
      return { request, headers, status: status ?? answer.status, bodyAsText: asText(body(value)) };
    },
  };
  return { honest, httpClient, twist: (next) => void (now = next), hosts };
}

const SAMPLE = {
  key: {
    kid: 'https://contoso.vault.localhost/keys/payroll/0123456789abcdef0123456789abcdef',
    kty: 'RSA-HSM',
    n: 'AQAB',
    e: 'AQAB',
    key_ops: ['import'],
  },
  attributes: { enabled: true, created: 1, updated: 1, recoveryLevel: 'Recoverable+Purgeable', exp: 5 },
  tags: { a: 'b' },
  value: [{ kid: 'https://contoso.vault.localhost/keys/payroll/0123456789abcdef0123456789abcdef', attributes: {} }],
  error: { code: 'X', message: 'y', innererror: { code: 'z' } },
  scheduledPurgeDate: 5,
};

const CALLS: readonly [string, (c: ReturnType<typeof connect>, honest: Connected) => Promise<Result<unknown>>][] = [
  ['getKey', (c) => c.getKey('payroll')],
  ['listVersions', (c) => c.listVersions('payroll')],
  ['listKeys', (c) => c.listKeys()],
  ['getDeletedKey', (c) => c.getDeletedKey('payroll')],
  ['disableVersion', (c) => c.disableVersion('payroll', '0'.repeat(32))],
  [
    'createKek',
    (c, honest) => c.createKek({ name: 'kek-x', bits: 2048, expiresOn: honest.clock.now() + 1e6, tags: {} }),
  ],
  ['removeKey', (c) => c.removeKey('nothing', { purge: true })],
];

function connect(honest: Connected, httpClient: HttpClient) {
  return must(connectVault(TARGET, { ...honest.parts, httpClient }));
}

const statuses = fc.constantFrom(
  undefined,
  undefined,
  undefined,
  200,
  201,
  204,
  400,
  403,
  404,
  409,
  429,
  500,
  503,
  600,
  101,
);

test.each(CALLS)('%s makes sense of every answer, or says that it cannot', { timeout: 1_800_000 }, async (_, call) => {
  const { honest, httpClient, twist, hosts } = await vaultThatTwists();
  const connection = connect(honest, httpClient);
  const property = fc.asyncProperty(statuses, twisted(SAMPLE), fc.boolean(), async (status, sample, merged) => {
    twist({
      status,
      body: (value) => (merged && isRecord(value) && isRecord(sample) ? { ...value, ...sample } : sample),
    });
    const result = await call(connection, honest);
    if (result.ok) return;
    expect(result.failure.code).toMatch(/^[a-z][a-z-]+$/);
    const told = JSON.stringify([result.failure, honest.calls.at(-1)]);
    expect(NOT_TO_BE_TOLD.filter((secret) => told.includes(secret))).toEqual([]);
    expect(told.length).toBeLessThan(8000);
  });
  await fc.assert(property, { numRuns: RUNS < 1000 ? FEWER_RUNS : RUNS });
  expect([...hosts].sort()).toEqual(['contoso.vault.localhost', 'login.localhost']);
});

test('importKey never believes an answer that it cannot read', { timeout: 1_800_000 }, async () => {
  const { honest, httpClient, twist } = await vaultThatTwists();
  const kek = await makeKek(honest, 'kek-y');
  const connection = connect(honest, httpClient);
  const request = importOf(kek, 'imported');
  const property = fc.asyncProperty(statuses, twisted(SAMPLE), async (status, sample) => {
    twist({ status, body: () => sample });
    const result = await connection.importKey(request);
    // What is believed holds a key of this vault, under the name that was asked for.
    if (result.ok) expect(result.value.kid).toMatch(/^https:\/\/contoso\.vault\.localhost\/keys\/imported\//);
  });
  await fc.assert(property, { numRuns: RUNS < 1000 ? FEWER_RUNS : RUNS });
});

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
