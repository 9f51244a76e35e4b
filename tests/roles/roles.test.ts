import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';
import { ROLES, type Role } from '../../shared/contract/index.js';
import { ROOT } from '../borders/tree.js';
import { APPROVE, Cli, UNLOCK } from '../doors/cli/support.js';
import { argumentOf, codeOf, opened } from '../support/calls.js';
import { planOf } from '../support/ceremony.js';
import { must } from '../support/must.js';
import { ADA, ADMINS } from '../support/workstation.js';
import { CALLS_BY_ROLE, COMMANDS_BY_ROLE, mark, QUERIES, rolesPage } from './roles.js';

/** TEST MATERIAL: the passphrases of nobody. */
const PEOPLE = {
  Administrator: ADA,
  Operator: { name: 'Olga', passphrase: 'nine slow barges under the bridge' },
  Auditor: { name: 'Otto', passphrase: 'three lanterns over the old canal' },
} as const satisfies Readonly<Record<Role, typeof ADA>>;

/** Arguments that change nothing the walk stands on. */
const HARMLESS: Readonly<Record<string, string>> = {
  'identityManagement.changePassphrase': JSON.stringify({
    name: 'Eve',
    passphrase: 'wrong',
    newPassphrase: 'wrong too',
  }),
  'identityManagement.addIdentity': JSON.stringify({ name: 'New', role: 'Operator', passphrase: 'too short' }),
};

describe('every call of the contract', () => {
  test.each(ROLES)('is tried by an %s: what the table allows is never "not-allowed", all else always', async (role) => {
    const { station, ask } = await opened();
    const changes = station.rooms?.workstation.people.changes;
    if (!changes) throw new Error('The workstation of this test is sealed.');
    for (const one of ['Operator', 'Auditor'] as const) must(await changes.add({ ...PEOPLE[one], role: one }));
    const comeIn = async (): Promise<void> => {
      if (station.state === 'sealed') must(await station.logIn(ADMINS));
      if (station.state === 'open' && station.view().person === PEOPLE[role].name) return;
      if (station.state === 'open') station.lock();
      must(await station.reopen(PEOPLE[role]));
    };
    const found: [string, boolean][] = [];
    for (const { name } of CALLS_BY_ROLE) {
      await comeIn();
      expect(station.view()).toMatchObject({ state: 'open', role, person: PEOPLE[role].name });
      const code = codeOf(await ask(name, HARMLESS[name] ?? argumentOf(name)));
      expect([name, code]).not.toEqual([name, 'bad-input']);
      found.push([name, code !== 'not-allowed']);
    }
    expect(found).toEqual(CALLS_BY_ROLE.map(({ name, need }) => [name, mark(role, need)]));

    // Orders that were refused stand in the log; what a window looks up by itself does not.
    await comeIn();
    const logged = [...station.rooms.workstation.log.each({ text: 'not-allowed' })];
    const orders = CALLS_BY_ROLE.filter(({ name, need }) => !mark(role, need) && !QUERIES.has(name));
    expect(logged.map(({ object }) => object)).toEqual(orders.map(({ name }) => name));
    expect(logged.every(({ actor, level }) => actor === PEOPLE[role].name && level === 'WARN')).toBe(true);
  });
});

/** What each command needs to be understood; most then find nothing to work on, which is no matter here. */
const ARGS: Readonly<Record<string, readonly string[]>> = {
  init: ['--admin', 'alice=alice.txt', '--admin', 'bob=bob.txt'],
  'credential add': ['rehearsal', '--practice'],
  'credential show': ['x'],
  'credential test': ['x', '--vault', 'contoso'],
  'credential update': ['x', '--name', 'y'],
  'credential remove': ['x', '--confirm', 'x'],
  'group create': ['payroll', '--credential', 'x', '--vault', 'contoso', '--type', 'p-256'],
  'group show': ['x'],
  'group edit': ['x', '--valid-for', 'off'],
  'group remove': ['x', '--confirm', 'x'],
  'key create': ['x'],
  'key show': ['x', 'y'],
  'key remove': ['x', 'y', '--confirm', 'y'],
  sync: ['x'],
  rotate: ['x'],
  compare: ['x'],
  mend: ['x', '--recover'],
  'cloud-delete': ['x', '--confirm', 'x'],
  'jobs show': ['x'],
  'jobs cancel': ['x'],
  'backup make': ['--out', 'one.kfbackup', '--overwrite'],
  'backup info': ['no-such.kfbackup'],
  'backup restore': ['no-such.kfbackup'],
  'logs cosign': ['--name', 'eve', '--key-file', 'short.txt'],
  'reports make': ['inventory', '--out', 'inventory.csv'],
  'logs export': ['log.csv', '--overwrite'],
  'config set': ['kek-size', '3072'],
  'identity add': ['new', '--role', 'Auditor', '--passphrase-file', 'alice.txt'],
  'identity disable': ['x'],
  'identity enable': ['x'],
  'identity role': ['x', 'Auditor'],
  'identity passphrase': ['--new-file', 'short.txt'],
  'identity threshold': ['2', '--justification', 'as it is'],
  'identity key-file': ['x', '--out', 'key.json'],
  'recovery make': [
    '--threshold',
    '9',
    '--holder',
    'A',
    '--holder',
    'B',
    '--out',
    'sheets',
    '--justification',
    'as agreed',
  ],
  'recovery test': ['--share', 'short.txt'],
  'recovery use': [
    '--share',
    'short.txt',
    '--admin',
    'a=alice.txt',
    '--admin',
    'b=bob.txt',
    '--justification',
    'as agreed',
  ],
  'ceremony new': ['--kind', 'destroy', '--out', 'plan.yaml'],
  'ceremony check': ['no-such.yaml'],
  'ceremony script': ['no-such.yaml'],
  'ceremony run': ['ceremony.json', '--out', 'outputs', '--answers', 'ceremony-answers.json'],
  'ceremony sign': ['no-such.jsonl'],
  'ceremony verify': ['no-such.jsonl'],
  'ceremony record': ['no-such.jsonl', '--out', 'record.pdf'],
  'ceremony binder': ['no-such', '--out', 'binder'],
  approve: ['no-such.json', '--out', 'answer.json'],
  'ceremony kek make': ['--credential', 'x', '--vault', 'contoso', '--out', 'kek.json'],
  'ceremony kek remove': ['x'],
  'ceremony upload': ['short.txt', '--credential', 'x', '--key', 'x'],
  'ceremony share test': ['--escrow', 'short.txt', '--share', 'short.txt'],
  'ceremony recover-into': ['x', '--escrow', 'short.txt', '--share', 'short.txt'],
  'practice-vault vault': ['contoso', '--tier', 'premium'],
  'practice-vault limits': ['off'],
  'practice-vault faults add': ['reset-after', 'on=import'],
};
/** Does not end by itself; it unlocks nothing, and has a test of its own. */
const ENDLESS = 'practice-vault serve';

describe('every command', () => {
  test.each(ROLES)('is given by an %s: what the table allows is never "not-allowed", all else always', async (role) => {
    const cli = new Cli();
    await cli.init();
    cli.file('short.txt', 'short');
    cli.file('ceremony.json', JSON.stringify(planOf()));
    cli.file('ceremony-answers.json', '{"format":"keyferry-ceremony-answers-1","answers":[]}');
    for (const one of ['Operator', 'Auditor'] as const) {
      const { name, passphrase } = PEOPLE[one];
      const file = `${name}.txt`;
      cli.file(file, passphrase);
      await cli.mustUnlocked('identity', 'add', name, '--role', one, '--passphrase-file', file, ...APPROVE);
    }
    const as = role === 'Administrator' ? 'alice=alice.txt' : `${PEOPLE[role].name}=${PEOPLE[role].name}.txt`;
    const tried = COMMANDS_BY_ROLE.filter(({ name }) => name !== ENDLESS);
    const found: [string, boolean][] = [];
    for (const { name } of tried) {
      const ran = await cli.run([...UNLOCK, '--as', as, '--json', ...name.split(' '), ...(ARGS[name] ?? [])]);
      const { failure } = JSON.parse(ran.out) as {
        readonly failure?: { readonly code: string; readonly message: string };
      };
      // A slip in the arguments above would show nothing.
      expect([name, failure?.message]).not.toEqual([name, expect.stringMatching(/argument|option/i)]);
      found.push([name, failure?.code !== 'not-allowed']);
    }
    expect(found).toEqual(tried.map(({ name, need }) => [name, mark(role, need)]));

    const listed = await cli.mustUnlocked('logs', 'list', '--text', 'not-allowed', '--limit', '500', '--json');
    const { events } = JSON.parse(listed.out) as { readonly events: readonly { readonly object: string }[] };
    const refused = tried.filter(({ need }) => !mark(role, need));
    expect(events.map(({ object }) => object).sort()).toEqual(refused.map(({ name }) => `keyferry ${name}`).sort());
  });
});

test('docs/roles.md is the table that was walked', async () => {
  const file = join(ROOT, 'docs/roles.md');
  const page = await format(rolesPage(), { ...(await resolveConfig(file)), parser: 'markdown' });
  await expect(page).toMatchFileSnapshot(file);
});
