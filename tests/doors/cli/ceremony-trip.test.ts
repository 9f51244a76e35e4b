import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { readClosingRecord } from '../../../main/ceremonies/packages/closing-record.js';
import { practiceFolder } from '../../../main/practice.js';
import { folderStorage, localAdmin, PracticeService } from '../../../main/practice-vault/index.js';
import { linksOfLinux } from '../../../main/ceremonies/run/links.js';
import { lookAtNetwork } from '../../../main/ceremonies/run/looks.js';
import type { CeremonyPlan } from '../../../shared/domain/ceremony/plan.js';
import { answersOf, planOf } from '../../support/ceremony.js';
import { keysReadAloud, practiceKekPem, recordLinesOf } from '../../support/ceremony-files.js';
import { must } from '../../support/must.js';
import { notRun } from '../../support/not-run.js';
import { openedByOpenssl } from '../../support/witness.js';
import { ALICE, BOB, Cli, CliProcess, UNLOCK, type Ran } from './support.js';

/** Starting processes takes its time on a busy machine. */
vi.setConfig({ testTimeout: 240_000 });

/** A network namespace of its own, in which not even loopback is up. */
const APART = ['unshare', '-rn'] as const;
const mayBeApart = spawnSync(APART[0], [APART[1], 'true']).status === 0;

const DAY_MS = 86_400_000;
const PLAN: CeremonyPlan = planOf('generate-and-wrap', {
  id: 'full-trip',
  date: new Date(Date.now() + 2 * DAY_MS).toISOString().slice(0, 10),
  keys: [
    { group: 'payroll', type: 'p-256', vault: 'contoso', validFor: '1y' },
    { group: 'tde', type: 'rsa-2048', vault: 'contoso', usages: ['wrapKey', 'unwrapKey'] },
  ],
});

/** One of the two workstations: a data folder, and processes of the built program on it. */
class Side {
  readonly cli = new Cli();
  readonly #within: readonly string[];

  constructor(within: readonly string[] = []) {
    this.#within = within;
    this.cli.file('alice.txt', ALICE);
    this.cli.file('bob.txt', BOB);
  }

  path(name: string): string {
    return join(this.cli.home, name);
  }

  async run(...args: readonly string[]): Promise<Ran> {
    const { home: cwd, dataFolder } = this.cli;
    const ran = await new CliProcess(args, { cwd, dataFolder, within: this.#within }).ended;
    expect(ran, ran.err).toMatchObject({ code: 0 });
    return ran;
  }

  unlocked(...args: readonly string[]): Promise<Ran> {
    return this.run(...UNLOCK, ...args);
  }
}

function carry(from: Side, to: Side, name: string, as = name): void {
  copyFileSync(from.path(name), to.path(as));
}

test('by command line: two data folders, files between them, no network on the air-gapped side, the keys in the vault', async (context) => {
  const online = new Side();
  await online.cli.init();
  online.cli.file('plan.json', JSON.stringify(PLAN));
  await online.unlocked('credential', 'add', 'rehearsal', '--practice');
  const kek = ['ceremony', 'kek', 'make', '--credential', 'rehearsal', '--vault', 'contoso', '--plan', 'plan.json'];
  await online.unlocked(...kek, '--out', 'kek.json');
  const kekFile = online.cli.file('kek.pem', practiceKekPem(online.cli.dataFolder));

  const airGapped = new Side(mayBeApart ? APART : []);
  for (const name of ['plan.json', 'kek.json']) carry(online, airGapped, name);
  // Elsewhere a network that is up is left behind on a sheet.
  const quiet = mayBeApart || lookAtNetwork(networkInterfaces(), linksOfLinux()).up.length === 0;
  airGapped.cli.file('answers.json', answersOf(PLAN, { quiet }));
  await airGapped.run('init', '--admin', 'alice=alice.txt', '--admin', 'bob=bob.txt');
  const held = await airGapped.unlocked(
    'ceremony',
    'run',
    'plan.json',
    '--out',
    'outputs',
    '--answers',
    'answers.json',
  );
  expect(held.out).toContain('Ceremony full-trip (PRACTICE): completed.');
  const files = readdirSync(airGapped.path('outputs'));
  const named = (pattern: RegExp): string => join('outputs', files.find((name) => pattern.test(name)) ?? '');
  const recordFile = named(/\.record\.jsonl$/);
  const record = readFileSync(airGapped.path(recordFile), 'utf8');
  const [begin, ...lines] = recordLinesOf(record);
  const key = begin?.type === 'begin' ? begin.workstationKey : '';
  const verify = [recordFile, '--plan', 'plan.json', '--outputs', 'outputs', '--key', key];
  const verified = await airGapped.run('ceremony', 'verify', ...verify);
  expect(verified.out).toMatch(/^The record is whole: \d+ lines, \d+ steps, completed\./);
  const network = lines.find((line) => line.type === 'step' && line.kind === 'network-off');
  if (mayBeApart) {
    expect(network).toMatchObject({ result: 'passed' });
    const seen = network?.type === 'step' ? network.observed.filter(({ name }) => name.startsWith('Interface')) : [];
    expect(seen.filter(({ value }) => !value.startsWith('loopback'))).toEqual([]);
  }

  const read = keysReadAloud(lines);
  expect(read.size).toBe(2);
  for (const [group, spkiSha256] of read) {
    const byok = named(new RegExp(`${group}\\.byok$`));
    const spki = openedByOpenssl(airGapped.path(byok), kekFile);
    expect([group, createHash('sha256').update(spki).digest('hex')]).toEqual([group, spkiSha256]);
  }

  carry(airGapped, online, named(/package.*\.json$/), 'package.json');
  const upload = ['package.json', '--credential', 'rehearsal', '--key', key, '--out', 'closing.json'];
  const uploaded = await online.unlocked('ceremony', 'upload', ...upload);
  expect(uploaded.out).toMatch(/^PRACTICE: 2 keys uploaded; each public key in the vault is the one of the record\./);
  const { vaults } = await localAdmin(vaultOf(online))({ call: 'overview' });
  const there = vaults.flatMap(({ keys }) => keys.map(({ name, kek: is, versions }) => ({ name, is, versions })));
  expect(there.filter(({ is }) => is)).toEqual([]);
  expect(new Map(there.map(({ name, versions }) => [name, versions.map((one) => one.spkiSha256)]))).toEqual(
    new Map([...read].map(([group, sha256]) => [group, [sha256]])),
  );
  const closing = must(readClosingRecord(readFileSync(online.path('closing.json'))));
  const head = createHash('sha256')
    .update(readFileSync(online.path('package.json')))
    .digest('hex');
  expect(closing).toMatchObject({ ceremony: 'full-trip', packageSha256: head, ceremonyWorkstation: { key } });
  expect(closing.keys.map(({ group, spkiSha256 }) => [group, spkiSha256])).toEqual([...read]);
  if (!mayBeApart)
    notRun(
      context,
      'a network namespace is not allowed here (unshare -rn): the trip was made, on a side with a network',
    );
});

function vaultOf({ cli }: Side): PracticeService {
  return new PracticeService({ clock: cli.clock, storage: folderStorage(practiceFolder(cli.dataFolder)) });
}
