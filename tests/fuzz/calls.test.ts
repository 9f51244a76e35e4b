import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ARGUMENTS, bare, CALLS, opened, type Behind } from '../support/calls.js';
import { freshFolder } from '../support/folders.js';
import { makePractice, TENANT, VAULT } from '../support/practice.js';
import { makeStation } from '../support/workstation.js';
import { asText, FEWER_RUNS, odd, PARAMETERS, twisted } from './mutations.js';

/*
 * What a page sends, what a vault's client sends: an answer with a code, or the work done. Never `internal`, which is what an
 * exception becomes.
 */

// Files that are exported go there, whatever they are called.
let home = '';
beforeEach(() => {
  home = freshFolder();
  vi.stubEnv('HOME', home);
  return () => vi.unstubAllEnvs();
});

/** These end the session, and with it what is to be looked at. */
const ENDS = new Set(['identityManagement.seal', 'identityManagement.lock']);
/** A page may name a file anywhere; a test may not write anywhere. */
const elsewhere = (argument: unknown): boolean => /"(?:\/|~|[A-Za-z]:|\.\.)/.test(asText(argument));

async function neverInternal(behind: Behind, channel: string, argument: unknown): Promise<void> {
  const text = argument === undefined ? '' : JSON.stringify(argument);
  const answer = await behind.ask(channel, text);
  if (answer.ok) return;
  expect([channel, text, answer.code]).not.toEqual([channel, text, 'internal']);
  expect(answer.message).not.toBe('');
}

describe('every call of the contract', () => {
  test.each(CALLS.map(({ channel }) => channel).filter((channel) => !ENDS.has(channel)))(
    '%s takes what a page may make up',
    { timeout: 600_000 },
    async (channel) => {
      const behind = await opened();
      // What is right is not sent: it would do its work, and some of it elsewhere.
      const known = ARGUMENTS[channel];
      const wrong = (known === undefined ? odd : twisted(known)).filter((argument) => !elsewhere(argument));
      const property = fc.asyncProperty(wrong, (argument) => neverInternal(behind, channel, argument));
      await fc.assert(property, PARAMETERS);
    },
  );

  test('before the first start', { timeout: 600_000 }, async () => {
    const behind = await bare();
    const channels = CALLS.map(({ channel }) => channel).filter(
      (channel) => channel !== 'identityManagement.firstStart',
    );
    const property = fc.asyncProperty(fc.constantFrom(...channels), odd, (channel, argument) =>
      neverInternal(behind, channel, elsewhere(argument) ? 0 : argument),
    );
    await fc.assert(property, PARAMETERS);
    expect(readdirSync(home)).toEqual([]);
  });

  test('texts that are no JSON, channels that are none, and other pages', { timeout: 600_000 }, async () => {
    const behind = await bare();
    const channels = fc.oneof(
      fc.string(),
      fc.constantFrom(...CALLS.map(({ channel }) => channel), '__proto__', 'constructor'),
    );
    const property = fc.asyncProperty(
      channels,
      fc.string({ unit: 'binary' }),
      fc.string(),
      async (channel, text, origin) => {
        const answer = await behind.ask(channel, text, { origin, topFrame: true });
        expect(answer).toMatchObject({ ok: false, code: 'sender-refused' });
        const ours = await behind.ask(channel, `${text}}`);
        expect(ours).toMatchObject({ ok: false });
      },
    );
    await fc.assert(property, PARAMETERS);
  });
});

test('settings take what they can hold, and refuse the rest', async () => {
  const { workstation } = await makeStation();
  const { settings } = workstation;
  const names = fc.oneof(
    fc.constantFrom('designated-device', 'kek-size', 'ca-file', '__proto__', 'toString'),
    fc.string(),
  );
  const values = fc.oneof(
    fc.constantFrom('on', 'off', '2048', '/dev/null', '/', '/proc/self/mem'),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(names, values, (name, value) => {
      const before = JSON.stringify(settings.all());
      if (!settings.set(name, value).ok) expect(JSON.stringify(settings.all())).toBe(before);
    }),
    PARAMETERS,
  );
});

test('the practice vault answers every request', { timeout: 600_000 }, async () => {
  const { service } = await makePractice();
  const paths = fc.oneof(
    fc.constantFrom(
      '/keys',
      '/keys/payroll',
      '/keys/payroll/create',
      '/deletedkeys/payroll',
      `/${TENANT}/oauth2/v2.0/token`,
      '/keys//',
      '/%00',
    ),
    fc.webPath(),
  );
  const bodies = fc.oneof(
    twisted({ kty: 'RSA-HSM', key_size: 2048, key_ops: ['import'], attributes: { exp: 1 }, tags: { a: 'b' } }).map(
      (value) => asText(value),
    ),
    fc.string({ unit: 'binary' }),
  );
  const hosts = fc.constantFrom(`${VAULT}.vault.localhost`, 'login.localhost', 'nowhere.vault.localhost');
  const methods = fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'BREW');
  const headers = fc.dictionary(
    fc.constantFrom('authorization', 'content-type', 'x-ms-client-request-id'),
    fc.string(),
  );
  const property = fc.asyncProperty(hosts, methods, paths, headers, bodies, async (host, method, path, given, body) => {
    const url = new URL(`https://${host}${path.startsWith('/') ? path : `/${path}`}?api-version=7.6`);
    const answer = await service.handle({ method, url, headers: given, body }).catch((error: unknown) => {
      // How it says that a name does not resolve.
      expect(String(error)).toMatch(/ENOTFOUND|BrokenConnection/);
      return undefined;
    });
    if (answer) expect(answer.status).toBeGreaterThanOrEqual(200);
  });
  await fc.assert(property, { numRuns: FEWER_RUNS * 4 });
});
