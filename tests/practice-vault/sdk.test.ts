import { describe, expect, test } from 'vitest';
import type { KeyClient } from '@azure/keyvault-keys';
import { KEY_TYPE_NAMES, KEY_TYPES, type KeyTypeName } from '../../shared/azure/key-types.js';
import { makeTransferBlob, publicJwkFromSpki, spkiFromPublicJwk } from '../../main/crypto/index.js';
import { folderStorage, parseFault } from '../../main/practice-vault/index.js';
import { fixtureKey } from '../support/fixture-keys.js';
import { freshFolder } from '../support/folders.js';
import { must } from '../support/must.js';
import { CLIENT, makePractice, sdk, TENANT, VAULT, type Practice } from '../support/practice.js';

async function makeKek(client: KeyClient, name = 'kek-1', expiresOn?: Date) {
  return client.createRsaKey(name, {
    hsm: true,
    keySize: 2048,
    keyOps: ['import'],
    ...(expiresOn ? { expiresOn } : {}),
  });
}

type Made = Awaited<ReturnType<typeof makeKek>>;

function blobOf(type: KeyTypeName, kek: Made): Uint8Array {
  const numbers = { kty: 'RSA', n: text(kek.key?.n), e: text(kek.key?.e) } as const;
  const spki = must(spkiFromPublicJwk(numbers));
  return must(makeTransferBlob({ pkcs8: fixtureKey(type).pkcs8, kek: { kid: kek.id ?? '', spki }, generator: 'test' }));
}

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('base64url');

function importAs(client: KeyClient, name: string, type: KeyTypeName, blob: Uint8Array, keyOps?: string[]) {
  const facts = KEY_TYPES[type];
  return client.importKey(name, {
    kty: facts.kty,
    ...(facts.kind === 'ec' ? { crv: facts.curve } : {}),
    keyOps: keyOps ?? [...facts.usages],
    t: blob,
  });
}

interface Refusal {
  readonly status?: number;
  readonly code?: string;
  readonly inner?: string;
  readonly message: string;
}

async function refusal(promise: Promise<unknown>): Promise<Refusal> {
  try {
    await promise;
  } catch (error) {
    const { statusCode, code, details, response, message } = error as {
      statusCode?: number;
      code?: string;
      details?: unknown;
      response?: { bodyAsText?: string };
      message: string;
    };
    const body = `${JSON.stringify(details)} ${response?.bodyAsText ?? ''}`;
    const inner = /"inner[eE]rror":\{"code":"(\w+)"/.exec(body)?.[1];
    return {
      message,
      ...(statusCode ? { status: statusCode } : {}),
      ...(code ? { code } : {}),
      ...(inner ? { inner } : {}),
    };
  }
  throw new Error('Expected a refusal.');
}

async function fault(practice: Practice, words: string): Promise<void> {
  await practice.admin({ call: 'add-fault', fault: must(parseFault(words)) });
}

describe('the unmodified SDKs against the practice vault', () => {
  test.each(KEY_TYPE_NAMES)('a %s key goes in by BYOK and its public key comes back', async (type) => {
    const { service } = await makePractice();
    const client = sdk(service);
    const kek = await makeKek(client);
    const imported = await importAs(client, 'payroll', type, blobOf(type, kek));
    const ours = must(publicJwkFromSpki(fixtureKey(type).spki));
    if (ours.kty === 'RSA') expect(text(imported.key?.n)).toBe(ours.n);
    else expect([text(imported.key?.x), text(imported.key?.y)]).toEqual([ours.x, ours.y]);
    expect(imported.key?.kty).toBe(KEY_TYPES[type].kty);
    expect((await client.getKey('PAYROLL')).properties.version).toBe(imported.properties.version);
  });

  test('each import is a new version and the current one; lists come in pages of 25', async () => {
    const { service, clock } = await makePractice();

    const client = sdk(service);
    const kek = await makeKek(client);
    let last = '';
    for (let n = 0; n < 60; n += 1) {
      clock.advance(1100);
      last = (await importAs(client, 'payroll', 'p-256', blobOf('p-256', kek))).properties.version ?? '';
    }
    const versions = [];
    for await (const version of client.listPropertiesOfKeyVersions('payroll')) versions.push(version);
    expect(versions).toHaveLength(60);
    expect((await client.getKey('payroll')).properties.version).toBe(last);
    expect(service.requests.get('list')).toBe(3);
    const names = [];
    for await (const key of client.listPropertiesOfKeys()) names.push(key.name);
    expect(names).toEqual(['kek-1', 'payroll']);
  });

  test('update disables a version; tags and dates come back', async () => {
    const { service } = await makePractice();
    const client = sdk(service);
    const kek = await client.createRsaKey('kek-1', {
      hsm: true,
      keySize: 2048,
      keyOps: ['import'],
      expiresOn: new Date(Date.UTC(2027, 0, 1)),
      tags: { a: 'b' },
    });
    expect(kek.properties).toMatchObject({
      expiresOn: new Date(Date.UTC(2027, 0, 1)),
      tags: { a: 'b' },
      recoveryLevel: 'Recoverable+Purgeable',
      recoverableDays: 90,
    });
    await client.updateKeyProperties('kek-1', kek.properties.version ?? '', { enabled: false });
    expect((await client.getKey('kek-1')).properties.enabled).toBe(false);
    expect(await refusal(importAs(client, 'payroll', 'p-256', blobOf('p-256', kek)))).toMatchObject({
      status: 403,
      inner: 'KeyDisabled',
    });
  });

  test('delete, wait, purge, and the name is in limbo for some seconds', async () => {
    const { service, clock } = await makePractice();
    const client = sdk(service);
    await makeKek(client);
    await client.beginDeleteKey('kek-1');
    expect(await refusal(client.getDeletedKey('kek-1'))).toMatchObject({ status: 404 });
    expect(await refusal(makeKek(client))).toMatchObject({ status: 409, inner: 'ObjectIsBeingDeleted' });
    clock.advance(2000);
    const deleted = await client.getDeletedKey('kek-1');
    expect(deleted.properties.scheduledPurgeDate?.getTime()).toBeGreaterThan(clock.now() + 89 * 86_400_000);
    expect(await refusal(makeKek(client))).toMatchObject({ status: 409, inner: 'ObjectIsDeletedButRecoverable' });
    await client.purgeDeletedKey('kek-1');
    expect(await refusal(makeKek(client))).toMatchObject({ status: 409, inner: 'ObjectIsBeingDeleted' });
    clock.advance(8000);
    await makeKek(client);
  });

  test('a deleted key can be recovered; after its retention it is gone by itself', async () => {
    const { service, admin, clock } = await makePractice();
    await admin({
      call: 'grant',
      name: VAULT,
      clientId: CLIENT,
      permissions: ['get', 'create', 'delete', 'recover'],
    });
    const client = sdk(service);
    await makeKek(client);
    await client.beginDeleteKey('kek-1');
    clock.advance(2000);
    await client.beginRecoverDeletedKey('kek-1');
    await client.getKey('kek-1');
    await client.beginDeleteKey('kek-1');
    clock.advance(90 * 86_400_000);
    // The token of the day before yesterday is of no use any more: a new client logs in anew.
    const later = sdk(service);
    expect(await refusal(later.getDeletedKey('kek-1'))).toMatchObject({ status: 404 });
    await makeKek(later);
  });

  test('purge protection: the recovery level says so, and purge is refused', async () => {
    const { service, admin, clock } = await makePractice();
    await admin({ call: 'change-vault', name: VAULT, change: { purgeProtection: true, retentionDays: 7 } });
    const client = sdk(service);
    expect((await makeKek(client)).properties.recoveryLevel).toBe('CustomizedRecoverable');
    await client.beginDeleteKey('kek-1');
    clock.advance(2000);
    expect(await refusal(client.purgeDeletedKey('kek-1'))).toMatchObject({
      status: 403,
      message: expect.stringContaining('purge protection') as string,
    });
  });

  test.each(['get', 'list', 'create', 'import', 'update', 'delete', 'purge'] as const)(
    'without the permission %s: 403 that names it',
    async (missing) => {
      const { service, admin, clock } = await makePractice();
      const all = ['get', 'list', 'create', 'import', 'update', 'delete', 'recover', 'purge'] as const;
      const client = sdk(service);
      const kek = await makeKek(client);
      await client.createRsaKey('gone', { hsm: true, keySize: 2048 });
      await client.beginDeleteKey('gone');
      clock.advance(2000);
      await admin({
        call: 'grant',
        name: VAULT,
        clientId: CLIENT,
        permissions: all.filter((permission) => permission !== missing),
      });
      const calls = {
        get: () => client.getKey('kek-1'),
        list: async () => client.listPropertiesOfKeys().next(),
        create: () => makeKek(client, 'kek-2'),
        import: () => importAs(client, 'payroll', 'p-256', blobOf('p-256', kek)),
        update: () => client.updateKeyProperties('kek-1', { enabled: true }),
        delete: () => client.beginDeleteKey('kek-1'),
        purge: () => client.purgeDeletedKey('gone'),
      };
      const answer = await refusal(calls[missing]());
      // The SDK drops the inner code of a list's error; Keyferry takes it from the answer itself.
      const inner = missing === 'list' ? {} : { inner: 'ForbiddenByPolicy' };
      expect(answer).toMatchObject({ status: 403, code: 'Forbidden', ...inner });
      if (missing !== 'list') expect(answer.message).toContain(`keys ${missing} permission`);
      await admin({ call: 'change-vault', name: VAULT, change: { model: 'rbac' } });
      const byRole = await refusal(calls[missing]());
      expect(byRole.status).toBe(403);
      if (missing !== 'list') expect(byRole.message).toContain('not authorized to perform action');
    },
  );

  test.each([
    [
      'another tenant',
      { tenant: '99999999-9999-4999-8999-999999999999' },
      /not configured to acquire tokens for tenant/,
    ],
    ['an unknown client', { client: '99999999-9999-4999-8999-999999999999' }, /AADSTS700016/],
    ['a wrong secret', { secret: 'wrong-secret' }, /AADSTS7000215/],
  ])('the token service refuses %s', async (_, change, sentence) => {
    const { service } = await makePractice();
    expect((await refusal(sdk(service, change).getKey('x'))).message).toMatch(sentence);
  });

  test('an expired secret and a disabled app have their numbers', async () => {
    const { service, admin, clock } = await makePractice();
    const app = {
      call: 'register-app',
      tenantId: TENANT,
      clientId: CLIENT,
      clientSecret: 'practice~secret-for-tests-only-0000000000',
    } as const;
    await admin({ ...app, secretExpiresOn: clock.now() - 1 });
    expect((await refusal(sdk(service).getKey('x'))).message).toMatch(/AADSTS7000222/);
    await admin({ ...app, disabled: true });
    expect((await refusal(sdk(service).getKey('x'))).message).toMatch(/AADSTS7000112/);
  });

  test('a tenant that does not exist: AADSTS90002', async () => {
    const { service, admin } = await makePractice();
    const tenant = '99999999-9999-4999-8999-999999999999';
    await admin({ call: 'change-vault', name: VAULT, change: { tenantId: tenant } });
    expect((await refusal(sdk(service, { tenant }).getKey('x'))).message).toMatch(/AADSTS90002/);
  });

  test('a vault of another tenant: the SDK sees it in the challenge', async () => {
    const { service, admin } = await makePractice();
    await admin({ call: 'change-vault', name: VAULT, change: { tenantId: '99999999-9999-4999-8999-999999999999' } });
    expect((await refusal(sdk(service).getKey('x'))).message).toMatch(/tenant/i);
  });

  test('what does not fit the wrapped key is refused', async () => {
    const { service, admin } = await makePractice();
    await admin({ call: 'limits', limits: null });
    const client = sdk(service);
    const kek = await makeKek(client);
    const blob = blobOf('p-256', kek);
    const attempts: Promise<unknown>[] = [
      importAs(client, 'k', 'rsa-2048', blob),
      importAs(client, 'k', 'p-384', blob),
      importAs(client, 'k', 'p-256', blob, ['encrypt']),
      importAs(client, 'k', 'p-256', Buffer.from('{}')),
      importAs(client, 'k', 'p-256', Buffer.from(Buffer.from(blob).toString().replace('contoso.', 'fabrikam.'))),
      client.createRsaKey('kek-2', { hsm: true, keySize: 2048, keyOps: ['import', 'sign'] }),
    ];
    for (const attempt of attempts) {
      const answer = await refusal(attempt);
      // Two of them may meet on the one name; that is another refusal, told apart by its status.
      expect([400, 409]).toContain(answer.status);
    }
    await client.createRsaKey('no-kek', { hsm: true, keySize: 2048 });
    const notKek = Buffer.from(Buffer.from(blob).toString().replace('/kek-1/', '/no-kek/'));
    expect((await refusal(importAs(client, 'k', 'p-256', notKek))).status).toBe(404);
    expect(await refusal(client.getKey('k'))).toMatchObject({ status: 404, code: 'KeyNotFound' });
  });

  test('an expired KEK unwraps nothing; a Standard vault takes no HSM key', async () => {
    const { service, admin, clock } = await makePractice();
    const client = sdk(service);
    const kek = await makeKek(client, 'kek-1', new Date(clock.now() + 60_000));
    clock.advance(61_000);
    expect(await refusal(importAs(client, 'k', 'p-256', blobOf('p-256', kek)))).toMatchObject({
      status: 403,
      inner: 'KeyExpired',
    });
    await admin({ call: 'change-vault', name: VAULT, change: { tier: 'standard' } });
    expect(await refusal(makeKek(client, 'kek-2'))).toMatchObject({
      status: 400,
      message: expect.stringContaining('Premium') as string,
    });
  });

  test('the eleventh HSM key in ten seconds is throttled, without Retry-After', async () => {
    const { service, clock } = await makePractice();
    const client = sdk(service);
    for (let n = 0; n < 10; n += 1) await makeKek(client, `kek-${n}`);
    expect(await refusal(makeKek(client, 'kek-10'))).toMatchObject({ status: 429 });
    clock.advance(10_000);
    await makeKek(client, 'kek-10');
  });

  test('two writes on one name at once: one of them meets a conflict', async () => {
    const { service } = await makePractice();
    const client = sdk(service);
    await refusal(client.getKey('warm-up'));
    const both = await Promise.allSettled([makeKek(client), makeKek(client)]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('state in a folder is there for the next process', async () => {
    const folder = freshFolder();
    const first = await makePractice({ storage: folderStorage(folder) });
    const kek = await makeKek(sdk(first.service));
    const second = await makePractice({ storage: folderStorage(folder), clock: first.clock });
    await importAs(sdk(second.service), 'payroll', 'p-256', blobOf('p-256', kek));
    const { vaults } = await second.admin({ call: 'overview' });
    expect(vaults[0]?.keys.map((key) => [key.name, key.kek, key.versions.length])).toEqual([
      ['kek-1', true, 1],
      ['payroll', false, 1],
    ]);
    await second.admin({ call: 'reset' });
    expect((await second.admin({ call: 'overview' })).vaults).toEqual([]);
  });
});

describe('faults on request', () => {
  test('a reset before: nothing was done; a reset after: it was', async () => {
    const practice = await makePractice();
    const client = sdk(practice.service);
    const kek = await makeKek(client);
    await fault(practice, 'reset-before on=import');
    expect(await refusal(importAs(client, 'k', 'p-256', blobOf('p-256', kek)))).toMatchObject({ code: 'ECONNRESET' });
    expect(await refusal(client.getKey('k'))).toMatchObject({ status: 404 });
    await fault(practice, 'reset-after on=import');
    expect(await refusal(importAs(client, 'k', 'p-256', blobOf('p-256', kek)))).toMatchObject({ code: 'ECONNRESET' });
    expect((await client.getKey('k')).name).toBe('k');
  });

  test.each([
    ['status=503 on=get', { status: 503 }],
    ['status=408', { status: 408 }],
    ['throttle=7', { status: 429 }],
    ['throttle', { status: 429 }],
    ['firewall', { status: 403, inner: 'ForbiddenByFirewall' }],
    ['wrong-tenant times=2', { message: expect.stringContaining('AKV10032') as string }],
    ['enotfound', { code: 'ENOTFOUND' }],
  ])('%s, once', async (words, expected) => {
    const practice = await makePractice();
    const client = sdk(practice.service);
    await makeKek(client);
    await fault(practice, words);
    expect(await refusal(client.getKey('kek-1'))).toMatchObject(expected);
    await client.getKey('kek-1');
  });

  test('another public key, latency and a skewed clock', async () => {
    const practice = await makePractice();
    const client = sdk(practice.service);
    const kek = await makeKek(client);
    await fault(practice, 'other-public-key on=import');
    const answer = await importAs(client, 'k', 'p-256', blobOf('p-256', kek));
    expect(text(answer.key?.x)).not.toBe(text((await client.getKey('k')).key?.x));
    const before = practice.clock.now();
    await fault(practice, 'latency=2000 on=get');
    await client.getKey('k');
    expect(practice.clock.now() - before).toBe(2000);
  });

  test.each([
    ['reset-afterwards', /no kind of fault.*reset-after/],
    ['status', /needs a value/],
    ['status=x', /"value" is not a usable number/],
    ['throttle on=imports', /operation is one of.*import/],
    ['throttle times=0', /"times"/],
    ['throttle banana', /"banana" is not understood/],
    ['', /no kind of fault/],
  ])('refuses the fault %j with a sentence', (words, sentence) => {
    const result = parseFault(words);
    expect(result.ok ? '' : result.failure.message).toMatch(sentence);
    expect(result.ok ? '' : result.failure.advice).toContain('KIND');
  });
});
