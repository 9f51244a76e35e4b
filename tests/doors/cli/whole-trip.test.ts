import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ALICE, APPROVE, BOB, Cli, UNLOCK } from './support.js';

describe('the whole trip of a newcomer', () => {
  test('from first start to the exported log', async () => {
    const cli = new Cli();
    const before = await cli.run(['status']);
    expect(before).toMatchObject({ code: 0, out: expect.stringContaining('Make one: keyferry init') as string });
    await cli.init();

    const sealed = await cli.run(['status']);
    expect(sealed.out).toContain('sealed');
    expect(sealed.out).toContain('alice, bob');

    expect((await cli.unlocked('credential', 'list')).out).toContain('no Cloud Credential yet');
    const added = await cli.mustUnlocked('credential', 'add', 'rehearsal', '--practice', '--vault', 'contoso');
    expect(added.out).toContain('PRACTICE');
    expect((await cli.unlocked('credential', 'test', 'rehearsal', '--vault', 'contoso')).out).toContain(
      '13 checks: 13 ok.',
    );

    await cli.mustUnlocked(
      ...['group', 'create', 'payroll', '--credential', 'rehearsal', '--vault', 'contoso', '--type', 'p-256'],
      ...['--rotate-every', '90d', '--valid-for', '365d'],
    );
    const created = await cli.mustUnlocked('key', 'create', 'payroll');
    expect(created.out).toMatch(/SPKI SHA-256 {4}([0-9a-f]{4} ){7}[0-9a-f]{4}\n/);
    expect((await cli.unlocked('key', 'list', 'payroll')).out).toContain('never pushed');

    const synced = await cli.mustUnlocked('sync', 'payroll');
    expect(synced.out).toContain('PRACTICE: Successfully synchronized 1 HSM protected key(s).');
    expect(synced.err).toBe('');
    const rotated = await cli.mustUnlocked('rotate', 'payroll');
    expect(rotated.out).toContain('payroll-002 is the active material');
    const keys = (await cli.mustUnlocked('key', 'list', 'payroll')).out;
    expect(keys).toMatch(/payroll-001 {2}older version {2}[0-9a-f]{32}/);
    expect(keys).toMatch(/payroll-002 {2}active {9}[0-9a-f]{32}/);

    const deleted = await cli.mustUnlocked('cloud-delete', 'payroll', '--confirm', 'payroll', ...APPROVE);
    expect(deleted.out).toContain('Successfully deleted and purged HSM protected key payroll');
    expect((await cli.practice().admin({ call: 'overview' })).vaults[0]?.keys).toEqual([]);
    expect((await cli.unlocked('key', 'list')).out).toContain('deleted on cloud');

    const jobs = (await cli.mustUnlocked('jobs', 'list')).out.split('\n');
    expect(jobs.map((line) => line.split(/ {2,}/)[2])).toEqual([
      'What',
      'delete-on-cloud',
      'rotate',
      'synchronize',
      undefined,
    ]);
    const id = jobs[2]?.slice(0, 8) ?? '';
    const job = (await cli.mustUnlocked('jobs', 'show', id)).out;
    expect(job).toContain('Rotate HSM protected key');
    for (const step of ['generate', 'kek', 'wrap', 'import', 'compare', 'clean-up'])
      expect(job).toContain(`\n${step} `);

    const exported = await cli.mustUnlocked('logs', 'export', 'azure.csv', '--service', 'azure');
    const bytes = readFileSync(join(cli.home, 'azure.csv'));
    expect(exported.out).toContain('Logs exported successfully.');
    expect(exported.out).toContain(createHash('sha256').update(bytes).digest('hex'));
    expect((await cli.mustUnlocked('logs', 'verify')).out).toContain('The log is sound');

    for (const secret of [ALICE, BOB, 'practice~']) {
      expect(cli.printed).not.toContain(secret);
      expect(bytes.toString('utf8')).not.toContain(secret);
    }
  });

  test('and status knows more when it is unlocked', async () => {
    const cli = new Cli();
    await cli.ready();
    await cli.mustUnlocked('key', 'create', 'payroll');
    const { value } = await cli.json('status');
    expect(value).toMatchObject({
      ok: true,
      unlocked: true,
      unlockedBy: 'alice + bob',
      designatedDevice: true,
      secrets: { place: 'sealed-store' },
      counts: { credentials: 1, groups: 1, keys: 1, neverPushed: 1, rotationsDue: 0 },
      warnings: [],
    });
    const sealed = await cli.run(['status', '--json']);
    expect(JSON.parse(sealed.out)).toMatchObject({ unlocked: false, designatedDevice: null, counts: null });
  });
});

describe('changing and removing', () => {
  test('a group is edited and shown', async () => {
    const cli = new Cli();
    await cli.ready();
    await cli.mustUnlocked('group', 'edit', 'payroll', '--rotate-every', '12w', '--usages', 'sign');
    const { value } = await cli.json('group', 'show', 'payroll');
    expect(value['group']).toMatchObject({
      rotateEvery: '12w',
      usages: ['sign'],
      practice: true,
      credential: 'rehearsal',
    });
    await cli.mustUnlocked('group', 'edit', 'payroll', '--rotate-every', 'off');
    expect((await cli.json('group', 'show', 'payroll')).value['group']).not.toHaveProperty('rotateEvery');
  });

  test('a key, its group and its credential go in this order, each after its name was given', async () => {
    const cli = new Cli();
    await cli.ready();
    await cli.mustUnlocked('key', 'create', 'payroll', 'first');
    expect(await cli.unlocked('credential', 'remove', 'rehearsal', '--confirm', 'rehearsal')).toMatchObject({
      code: 1,
      err: expect.stringContaining('is used by payroll') as string,
    });
    expect((await cli.unlocked('key', 'remove', 'payroll', 'first', '--confirm', 'second')).code).toBe(1);
    await cli.mustUnlocked('key', 'remove', 'payroll', 'first', '--confirm', 'first');
    expect((await cli.unlocked('key', 'list', 'payroll')).out).toContain('There is no key yet');
    await cli.mustUnlocked('group', 'remove', 'payroll', '--confirm', 'payroll');
    await cli.mustUnlocked('credential', 'remove', 'rehearsal', '--confirm', 'rehearsal');
    expect((await cli.json('credential', 'list')).value['credentials']).toEqual([]);
  });

  test('a removal asks for the name where somebody sits there', async () => {
    const cli = new Cli();
    await cli.ready();
    const wrong = await cli.run(['group', 'remove', 'payroll'], { answers: ['payrol', 'alice', ALICE, 'bob', BOB] });
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('Nothing was removed') as string });
    const right = await cli.run(['group', 'remove', 'payroll'], { answers: ['payroll', 'alice', ALICE, 'bob', BOB] });
    expect(right.code).toBe(0);
    expect(right.err).toContain('the vault is not touched');
  });

  test('a deletion looks at the vault, says what it would do, asks for the name, and keeps the justification', async () => {
    const cli = new Cli();
    await cli.ready();
    await cli.mustUnlocked('key', 'create', 'payroll');
    await cli.mustUnlocked('sync', 'payroll');
    const remove = [...UNLOCK, 'cloud-delete', 'payroll', '--justification', 'end of the rehearsal'];
    const wrong = await cli.run(remove, { answers: ['Payroll'] });
    expect(wrong).toMatchObject({
      code: 1,
      err: expect.stringContaining('Soft-deletes payroll with its one version') as string,
    });
    expect((await cli.json('jobs', 'list')).value['jobs']).toHaveLength(1);
    const done = await cli.run(remove, { answers: ['payroll', 'bob', BOB] });
    expect(done).toMatchObject({ code: 0 });
    expect(done.err).toContain('Delete on Cloud Service\nKey                        payroll\n');
    const logged = await cli.mustUnlocked('logs', 'list', '--text', 'end of the rehearsal');
    expect(logged.out).toContain('Justification: end of the rehearsal');
  });

  test('what somebody else changed in the vault shows when it is compared', async () => {
    const cli = new Cli();
    await cli.ready();
    await cli.mustUnlocked('key', 'create', 'payroll');
    await cli.mustUnlocked('sync', 'payroll');
    expect((await cli.mustUnlocked('compare', 'payroll')).out).toContain('it holds what it should');
    await cli.must('practice-vault', 'reset');
    await cli.mustUnlocked('credential', 'update', 'rehearsal', '--practice');
    const { code, value } = await cli.json('compare', 'payroll');
    expect(code).toBe(0);
    expect(value).toMatchObject({ inSync: false, findings: [{ kind: 'missing' }] });
    expect((await cli.mustUnlocked('compare', 'payroll')).out).toContain('1 difference.\n\nmissing\n    ');
  });

  test('a deletion without purge leaves the key recoverable in the vault', async () => {
    const cli = new Cli();
    await cli.ready();
    await cli.mustUnlocked('key', 'create', 'payroll');
    await cli.mustUnlocked('sync', 'payroll');
    const args = ['cloud-delete', 'payroll', '--confirm', 'payroll', '--no-purge', ...APPROVE];
    const { out } = await cli.mustUnlocked(...args);
    expect(out).toContain('it can be recovered there until');
    const { vaults } = await cli.practice().admin({ call: 'overview' });
    expect(vaults[0]?.keys.map((key) => [key.name, key.state])).toEqual([['payroll', 'deleted']]);
  });
});

describe('a practice credential', () => {
  test('shares its tenant with the others, and so their vault', async () => {
    const cli = new Cli();
    await cli.ready();
    await cli.mustUnlocked('credential', 'add', 'second', '--practice');
    const { value } = await cli.json('credential', 'list');
    const tenants = (value['credentials'] as { tenantId: string }[]).map((one) => one.tenantId);
    expect(new Set(tenants).size).toBe(1);
    await cli.mustUnlocked('group', 'create', 'tde', '--credential', 'second', '--vault', 'contoso', '--type', 'p-384');
    expect((await cli.unlocked('credential', 'test', 'second')).out).toContain('13 ok');
  });

  test('works again after the practice vault was reset, once it is registered again', async () => {
    const cli = new Cli();
    await cli.ready();
    expect((await cli.must('practice-vault', 'reset')).out).toContain('credential update NAME --practice');
    expect((await cli.unlocked('credential', 'test', 'rehearsal')).code).toBe(1);
    await cli.mustUnlocked('credential', 'update', 'rehearsal', '--practice');
    expect((await cli.unlocked('credential', 'test', 'rehearsal')).code).toBe(0);
  });

  test('with a wrong secret is refused by the token service, in words that say so', async () => {
    const cli = new Cli();
    await cli.ready();
    const file = cli.file('wrong.txt', 'another~secret-that-nobody-registered\n');
    const { out } = await cli.mustUnlocked('credential', 'update', 'rehearsal', '--secret-file', file);
    expect(out).toContain('Its client secret was replaced.');
    const tested = await cli.unlocked('credential', 'test', 'rehearsal');
    expect(tested.code).toBe(1);
    expect(tested.out).toContain('AADSTS7000215');
    expect(cli.printed).not.toContain('another~secret');
  });
});
