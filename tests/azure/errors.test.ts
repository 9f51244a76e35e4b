import { describe, expect, test } from 'vitest';
import { connectVault } from '../../main/azure/index.js';
import { must, mustFail } from '../support/must.js';
import { CLIENT, TENANT, VAULT } from '../support/practice.js';
import { connected, importOf, makeKek, TARGET } from '../support/vault.js';

const OTHER = '99999999-9999-4999-8999-999999999999';

describe('what the vault refuses is said in a sentence', () => {
  test.each([
    ['firewall times=always', 'forbidden-by-firewall', /Networking tab/],
    ['wrong-tenant times=always', 'wrong-tenant', /another tenant/],
    ['expired-token times=always', 'not-authenticated', /did not accept the token/],
    ['status=503 times=always', 'service-failed', /status 503/],
    ['enotfound times=always', 'name-not-found', /does not resolve/],
    ['reset-before times=always', 'no-answer', /broke before an answer/],
  ])('%s: %s', async (words, code, sentence) => {
    const c = await connected();
    await c.fault(words);
    const failure = mustFail(await c.connection.getKey('payroll'));
    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(sentence);
    expect(failure.advice).toBeTruthy();
    expect(failure.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each(['get', 'list', 'create', 'import', 'delete', 'purge'] as const)(
    'the missing permission %s is named',
    async (missing) => {
      const c = await connected();
      const kek = await makeKek(c);
      const permissions = (['get', 'list', 'create', 'import', 'delete', 'purge'] as const).filter(
        (one) => one !== missing,
      );
      await c.admin({ call: 'grant', name: VAULT, clientId: CLIENT, permissions });
      const calls = {
        get: () => c.connection.getKey('x'),
        list: () => c.connection.listKeys(),
        create: () => c.connection.createKek({ name: 'k', bits: 2048, expiresOn: c.clock.now() + 1000, tags: {} }),
        import: () => c.connection.importKey(importOf(kek)),
        delete: () => c.connection.removeKey(kek.name, { purge: true }),
        purge: () => c.connection.removeKey(kek.name, { purge: true }),
      };
      const byPolicy = mustFail(await calls[missing]());
      expect(byPolicy.code).toBe('forbidden-by-policy');
      expect(byPolicy.message.toLowerCase()).toContain(`"${missing}"`);
      expect(byPolicy.original).toBeTruthy();
      if (missing === 'purge') return;
      await c.admin({ call: 'change-vault', name: VAULT, change: { model: 'rbac' } });
      expect(mustFail(await calls[missing]()).code).toBe('forbidden-by-rbac');
    },
  );

  test.each([
    ['a wrong secret', { clientSecret: 'practice~another-secret' }, 'secret-wrong', /AADSTS7000215/],
    ['an unknown client', { clientId: OTHER }, 'client-not-found', /AADSTS700016/],
    ['a vault of another tenant', { tenantId: OTHER }, 'wrong-tenant', /tenant/],
    ['a vault that is not there', { vaultName: 'nowhere' }, 'name-not-found', /ENOTFOUND/],
  ])('%s', async (_, change, code, original) => {
    const c = await connected(change);
    const failure = mustFail(await c.connection.getKey('payroll'));
    expect(failure.code).toBe(code);
    expect(failure.original).toMatch(original);
    expect(JSON.stringify(failure)).not.toContain('another-secret');
  });

  test('a tenant that does not exist, an expired secret, a disabled app', async () => {
    const c = await connected({ tenantId: OTHER });
    await c.admin({ call: 'change-vault', name: VAULT, change: { tenantId: OTHER } });
    expect(mustFail(await c.connection.getKey('x')).code).toBe('tenant-not-found');
    const app = { call: 'register-app', tenantId: OTHER, clientId: CLIENT, clientSecret: TARGET.clientSecret } as const;
    await c.admin({ ...app, secretExpiresOn: 1 });
    expect(mustFail(await c.connection.getKey('x')).code).toBe('secret-expired');
    await c.admin({ ...app, disabled: true });
    expect(mustFail(await c.connection.getKey('x')).code).toBe('app-disabled');
    expect(TENANT).not.toBe(OTHER);
  });

  test('a Standard vault, a blocked name, refused usages', async () => {
    const c = await connected();
    const kek = await makeKek(c);
    expect(mustFail(await c.connection.importKey({ ...importOf(kek), usages: ['encrypt'] })).code).toBe(
      'usages-refused',
    );
    must(await c.connection.importKey(importOf(kek)));
    must(await c.connection.removeKey('payroll', { purge: false }));
    expect(mustFail(await c.connection.importKey(importOf(kek))).code).toBe('name-blocked');
    await c.fault('standard times=always');
    expect(
      mustFail(await c.connection.createKek({ name: 'k', bits: 2048, expiresOn: c.clock.now() + 1000, tags: {} })).code,
    ).toBe('not-premium');
  });

  test.each([
    'contoso.vault.azure.net',
    'https://contoso',
    'a',
    '-abc',
    'contoso.evil.example',
    'con--toso',
    'x'.repeat(25),
  ])('the vault name %j gets no token', async (vaultName) => {
    const c = await connected();
    const failure = mustFail(connectVault({ ...TARGET, vaultName }, c.parts));
    expect(failure.code).toBe('bad-vault-name');
    expect(c.calls).toEqual([]);
  });
});

describe('answers that do not come from an honest vault', () => {
  const answering = (status: number, headers: Record<string, string>, body: string) => {
    const sent: string[] = [];
    return {
      sent,
      client: {
        sendRequest: async (request: { url: string; headers: { get(name: string): string | undefined } }) => {
          const { createHttpHeaders } = await import('@azure/core-rest-pipeline');
          sent.push(`${request.url} ${request.headers.get('authorization') ?? ''}`);
          return { request: request as never, status, headers: createHttpHeaders(headers), bodyAsText: body };
        },
      },
    };
  };

  test.each([
    ['a redirection', 302, { location: 'https://evil.example/' }, 'other-host'],
    [
      'a challenge that names another resource',
      401,
      { 'www-authenticate': 'Bearer authorization="https://login.localhost/x", resource="https://evil.example"' },
      'bad-challenge',
    ],
    [
      'a challenge that leads to another authority',
      401,
      {
        'www-authenticate': `Bearer authorization="https://evil.example/${OTHER}", resource="https://vault.localhost"`,
      },
      'wrong-tenant',
    ],
  ])('%s: refused, and no token goes anywhere', async (_, status, headers, code) => {
    const c = await connected();
    const { client, sent } = answering(status, headers, '{}');
    const connection = must(connectVault(TARGET, { ...c.parts, httpClient: client }));
    expect(mustFail(await connection.getKey('x')).code).toBe(code);
    expect(sent.join()).not.toContain('Bearer');
    expect(sent.join()).not.toContain('evil');
  });
});
