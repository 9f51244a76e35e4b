import { describe, expect, test } from 'vitest';
import { preflightOutcome, runPreflight, type VaultTarget } from '../../main/azure/index.js';
import { PERMISSIONS } from '../../main/practice-vault/index.js';
import { CLIENT, VAULT } from '../support/practice.js';
import { connected, type Connected } from '../support/vault.js';

async function check(c: Connected, change: Partial<VaultTarget> = {}) {
  const checks = await runPreflight({ ...c.target, ...change }, c.parts);
  return {
    checks,
    outcome: preflightOutcome(checks),
    failed: checks.filter((one) => one.outcome === 'failed').map((one) => one.id),
    of: (id: string) => checks.find((one) => one.id === id),
  };
}

async function leftInVault(c: Connected): Promise<string[]> {
  c.clock.advance(10_000);
  return ((await c.admin({ call: 'overview' })).vaults[0]?.keys ?? [])
    .filter((key) => key.state === 'live')
    .map((key) => key.name);
}

describe('the pre-flight', () => {
  test('all is well: every line passed, nothing left in the vault', async () => {
    const c = await connected();
    const { checks, outcome } = await check(c);
    expect(checks.map((one) => [one.id, one.outcome])).toEqual(
      [
        'name-resolves',
        'tls',
        'clock',
        'token',
        'tenant',
        'get',
        'list',
        'create',
        'premium',
        'soft-delete',
        'import',
        'delete',
        'purge',
      ].map((id) => [id, 'passed']),
    );
    expect(outcome).toBe('passed');
    expect(await leftInVault(c)).toEqual([]);
  });

  test.each(['get', 'list', 'create', 'import', 'delete', 'purge'] as const)(
    'the permission %s missing: that line fails and says what to do',
    async (missing) => {
      const c = await connected();
      await c.admin({
        call: 'grant',
        name: VAULT,
        clientId: CLIENT,
        permissions: PERMISSIONS.filter((one) => one !== missing),
      });
      const { of, outcome, failed } = await check(c);
      expect(outcome).toBe('failed');
      expect(failed).toContain(missing);
      expect(of(missing)?.advice?.toLowerCase()).toContain(`"${missing}"`);
      if (missing === 'delete') expect(of('delete')?.finding).toMatch(/throw-away KEK .* stays in the vault/);
      else expect(await leftInVault(c)).toEqual([]);
    },
  );

  test('purge protection is fine, and said', async () => {
    const c = await connected();
    await c.admin({ call: 'change-vault', name: VAULT, change: { purgeProtection: true } });
    const { of, outcome } = await check(c);
    expect(outcome).toBe('passed');
    expect(of('purge')?.outcome).toBe('not-checked');
    expect(of('soft-delete')?.finding).toContain('purge protection are on');
  });

  test.each<[string, string, readonly string[], RegExp]>([
    ['a Standard vault', 'standard times=always', ['premium'], /not a Premium vault/],
    ['a closed firewall', 'firewall times=always', ['get'], /Networking tab/],
    ['a name that does not resolve', 'enotfound times=always', ['name-resolves'], /does not resolve/],
  ])('%s', async (_, words, expected, sentence) => {
    const c = await connected();
    if (words.startsWith('enotfound')) c.service.clear();
    else await c.fault(words);
    const { failed, of } = await check(c);
    expect(failed).toEqual(expected);
    expect(of(expected[0] ?? '')?.finding).toMatch(sentence);
  });

  test('a wrong secret fails at the token; a wrong tenant before any token is used', async () => {
    const c = await connected();
    expect((await check(c, { clientSecret: 'practice~wrong-secret' })).failed).toEqual(['token']);
    const other = '99999999-9999-4999-8999-999999999999';
    await c.admin({ call: 'register-app', tenantId: other, clientId: CLIENT, clientSecret: c.target.clientSecret });
    const wrong = await check(c, { tenantId: other });
    expect(wrong.failed).toEqual(['tenant']);
    expect(wrong.of('tenant')?.advice).toContain(c.target.tenantId);
  });
});
