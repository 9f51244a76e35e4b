import { describe, expect, test } from 'vitest';
import { must, mustFail } from '../support/must.js';
import { connected, importOf, makeKek } from '../support/vault.js';

describe('an import whose answer was lost', () => {
  test.each([
    'reset-after on=import',
    'reset-before on=import',
    'status=503 on=import',
    'status=500 on=import',
    'status=408 on=import',
  ])('%s: exactly one version in the end', async (words) => {
    const c = await connected();
    const kek = await makeKek(c);
    await c.fault(words);
    const imported = must(await c.connection.importKey(importOf(kek)));
    expect(imported.publicKeyMatches).toBe(true);
    expect(imported.reconciled).toBe(words.startsWith('reset-after'));
    expect(await c.versionsOf('payroll')).toBe(1);
    expect(c.notices.map((notice) => notice.message).join('\n')).toContain(
      'Looking in the vault before anything is repeated',
    );
  });

  test('the answer is lost and looking fails too: nothing is repeated, and it says what is not known', async () => {
    const c = await connected();
    const kek = await makeKek(c);
    await c.fault('reset-after on=import');
    await c.fault('firewall on=list times=always');
    const failure = mustFail(await c.connection.importKey(importOf(kek)));
    expect(failure.code).toBe('push-unclear');
    expect(await c.versionsOf('payroll')).toBe(1);
  });

  test('a version of the same key that was there before is not mistaken for the new one', async () => {
    const c = await connected();
    const kek = await makeKek(c);
    const first = must(await c.connection.importKey(importOf(kek)));
    await c.fault('reset-before on=import');
    const known = new Set([first.version]);
    const second = must(await c.connection.importKey({ ...importOf(kek), knownVersions: known }));
    expect(second.version).not.toBe(first.version);
    expect(await c.versionsOf('payroll')).toBe(2);
  });

  test('three times without an answer: it gives up, and the vault holds nothing', async () => {
    const c = await connected();
    const kek = await makeKek(c);
    await c.fault('reset-before on=import times=always');
    expect(mustFail(await c.connection.importKey(importOf(kek))).code).toBe('no-answer');
    expect(await c.versionsOf('payroll')).toBe(0);
  });

  test('another public key in the answer is reported, not believed', async () => {
    const c = await connected();
    const kek = await makeKek(c);
    await c.fault('other-public-key on=import');
    expect(must(await c.connection.importKey(importOf(kek))).publicKeyMatches).toBe(false);
  });
});

describe('a KEK whose answer was lost', () => {
  test.each(['reset-after on=create', 'reset-before on=create', 'status=500 on=create'])(
    '%s: one KEK, adopted by its unique name',
    async (words) => {
      const c = await connected();
      await c.fault(words);
      const kek = await makeKek(c);
      must(await c.connection.importKey(importOf(kek)));
      expect(await c.versionsOf('keyferry-kek-test')).toBe(1);
    },
  );

  test('a KEK of another kind than asked for is refused: nothing is wrapped under it', async () => {
    const c = await connected();
    await c.fault('other-public-key on=create');
    const request = { name: 'kek-x', bits: 3072, expiresOn: c.clock.now() + 1000, tags: {} } as const;
    expect(mustFail(await c.connection.createKek(request)).code).toBe('kek-unexpected');
  });
});

describe('throttling', () => {
  test('429 without Retry-After: 1, 2, 4, 8, 16 s; nothing is lost', async () => {
    const c = await connected();
    const kek = await makeKek(c);
    await c.fault('throttle on=import times=5');
    const before = c.clock.now();
    must(await c.connection.importKey(importOf(kek)));
    expect(c.clock.now() - before).toBe(31_000);
    expect(await c.versionsOf('payroll')).toBe(1);
  });

  test('Retry-After is honoured', async () => {
    const c = await connected();
    const kek = await makeKek(c);
    await c.fault('throttle=7 on=import');
    const before = c.clock.now();
    must(await c.connection.importKey(importOf(kek)));
    expect(c.clock.now() - before).toBe(7000);
  });

  test('throttled without end: it gives up with a sentence', async () => {
    const c = await connected();
    await c.fault('throttle on=get times=always');
    expect(mustFail(await c.connection.getKey('x'))).toMatchObject({
      code: 'throttled',
      advice: expect.stringContaining('Wait') as string,
    });
  });

  test('our own pacing keeps below the limit: 40 imports meet no 429', async () => {
    const c = await connected();
    const kek = await makeKek(c);
    const known = new Set<string>();
    const started = c.clock.now();
    for (let n = 0; n < 40; n += 1) {
      const { version } = must(await c.connection.importKey({ ...importOf(kek), knownVersions: known }));
      known.add(version);
    }
    expect(c.service.requests.get('import 429')).toBeUndefined();
    expect(c.service.requests.get('import 200')).toBe(40);
    // 41 HSM writes need four windows of ten seconds.
    expect((c.clock.now() - started) / 1000).toBeLessThan(43);
  });

  test('imports of one name that are started together go one after the other', async () => {
    const c = await connected();
    const kek = await makeKek(c);
    const results = await Promise.all([1, 2, 3].map(() => c.connection.importKey(importOf(kek))));
    expect(results.every((result) => result.ok)).toBe(true);
    expect(await c.versionsOf('payroll')).toBe(3);
    expect(c.service.requests.get('import 409')).toBeUndefined();
  });
});

describe('removing a key', () => {
  test.each([
    '',
    'reset-after on=delete',
    'reset-before on=delete',
    'status=503 on=delete',
    'reset-after on=purge',
    'status=503 on=purge',
    'throttle on=purge',
  ])('with %j: deleted and purged in the end', async (words) => {
    const c = await connected();
    await makeKek(c);
    if (words) await c.fault(words);
    const removed = must(await c.connection.removeKey('keyferry-kek-test', { purge: true }));
    expect(removed.outcome).toBe('purged');
    c.clock.advance(10_000);
    expect((await c.admin({ call: 'overview' })).vaults[0]?.keys).toEqual([]);
  });

  test('what was never there is absent; purge protection leaves it deleted, with its date', async () => {
    const c = await connected();
    expect(must(await c.connection.removeKey('nothing', { purge: true })).outcome).toBe('absent');
    await c.admin({ call: 'change-vault', name: 'contoso', change: { purgeProtection: true } });
    await makeKek(c);
    const removed = must(await c.connection.removeKey('keyferry-kek-test', { purge: true }));
    expect(removed).toMatchObject({ outcome: 'deleted', purgeable: false });
    expect(removed.scheduledPurgeOn).toBeGreaterThan(c.clock.now());
  });
});

test('every request is told with its client request id, and no secret, token or query', async () => {
  const c = await connected();
  const kek = await makeKek(c);
  must(await c.connection.importKey(importOf(kek)));
  expect(c.calls.length).toBe(c.connection.requestsSent);
  for (const call of c.calls) {
    expect(call.clientRequestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(call)).not.toMatch(/practice~secret|Bearer|practice-[A-Za-z0-9_-]{20}|\?/);
  }
});

test('cancelling while it waits ends at once', async () => {
  const c = await connected();
  const kek = await makeKek(c);
  await c.fault('throttle=100 on=import times=always');
  const stop = new AbortController();
  const running = c.connection.importKey(importOf(kek), stop.signal);
  setTimeout(() => stop.abort(), 20);
  expect(mustFail(await running).code).toMatch(/cancelled|throttled/);
  expect(await c.versionsOf('payroll')).toBe(0);
});
