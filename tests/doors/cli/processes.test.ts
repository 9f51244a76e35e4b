import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { practiceFolder } from '../../../main/practice.js';
import { readServing, remoteAdmin, type PracticeAdmin } from '../../../main/practice-vault/index.js';
import { ROOT } from '../../borders/tree.js';
import { ALICE, BOB, Cli, CliProcess, UNLOCK } from './support.js';

/** Starting processes takes its time on a busy machine. */
vi.setConfig({ testTimeout: 240_000 });

// Real processes of the built program. The first start is made in this process with a weak scrypt, which is stored
// beside the shares: so the others need not wait for the strong one.

const where = (cli: Cli) => ({ cwd: cli.home, dataFolder: cli.dataFolder });

function start(cli: Cli, ...args: readonly string[]): CliProcess {
  return new CliProcess([...UNLOCK, ...args], where(cli));
}

async function serve(cli: Cli): Promise<CliProcess> {
  const served = new CliProcess(['practice-vault', 'serve', '--json'], where(cli));
  await served.printed('"ok":true');
  return served;
}

function adminOf(cli: Cli): PracticeAdmin {
  const serving = readServing(practiceFolder(cli.dataFolder));
  if (!serving) throw new Error('Nothing is served.');
  return remoteAdmin(serving);
}

const OWN = { ownPractice: true } as const;

/** In this process, by way of the served practice vault. */
async function groupOfKeys(cli: Cli, keys: number): Promise<void> {
  const unlocked = async (...args: readonly string[]): Promise<void> => {
    const ran = await cli.run([...UNLOCK, ...args], OWN);
    expect(ran).toMatchObject({ code: 0, err: '' });
  };
  await unlocked('credential', 'add', 'rehearsal', '--practice');
  await unlocked('group', 'create', 'payroll', '--credential', 'rehearsal', '--vault', 'contoso', '--type', 'p-256');
  for (let made = 0; made < keys; made += 1) await unlocked('key', 'create', 'payroll');
}

/** A served practice vault with a group of three keys, and an import that takes its time. */
async function slowImports(): Promise<{ cli: Cli; admin: PracticeAdmin }> {
  const cli = new Cli();
  await cli.init();
  await serve(cli);
  await groupOfKeys(cli, 3);
  await cli.run(['practice-vault', 'faults', 'add', 'latency=700', 'on=import', 'times=always'], OWN);
  return { cli, admin: adminOf(cli) };
}

async function until(admin: PracticeAdmin, operation: string): Promise<void> {
  for (;;) {
    const { requests } = await admin({ call: 'overview' });
    if (requests[operation]) return;
    await delay(20);
  }
}

async function keysIn(admin: PracticeAdmin) {
  const { vaults } = await admin({ call: 'overview' });
  return vaults[0]?.keys.map((key) => ({ name: key.name, kek: key.kek, versions: key.versions.length })) ?? [];
}

describe('the practice vault served by a second process', () => {
  test('takes a push over HTTPS from another one, and ends with Ctrl-C', async () => {
    const cli = new Cli();
    await cli.init();
    const served = await serve(cli);
    const value = JSON.parse(served.out) as { port: number; caFile: string; practice: boolean };
    expect(value).toMatchObject({ practice: true, pid: served.child.pid });
    await groupOfKeys(cli, 1);
    const pushed = await start(cli, 'sync', 'payroll', '--json').ended;
    expect(pushed).toMatchObject({ code: 0, err: '' });
    const { keys } = JSON.parse(pushed.out) as { keys: { versions: { version: string }[]; spkiSha256: string }[] };
    const { vaults, requests } = await adminOf(cli)({ call: 'overview' });
    expect(vaults[0]?.keys).toMatchObject([
      { name: 'payroll', versions: [{ id: keys[0]?.versions[0]?.version, spkiSha256: keys[0]?.spkiSha256 }] },
    ]);
    expect(requests).toMatchObject({ 'import 200': 1, 'create 200': 1 });
    served.child.kill('SIGINT');
    expect(await served.ended).toMatchObject({
      code: 0,
      err: expect.stringContaining('not served any more') as string,
    });
    expect(existsSync(join(practiceFolder(cli.dataFolder), 'serving.json'))).toBe(false);
    for (const secret of [ALICE, BOB, 'practice~']) expect(served.out + served.err + pushed.out).not.toContain(secret);
  });

  test('is served once only, and a taken port is said to be taken', async () => {
    const cli = new Cli();
    await cli.init();
    const served = await serve(cli);
    const { port } = JSON.parse(served.out) as { port: number };
    const again = await new CliProcess(['practice-vault', 'serve'], where(cli)).ended;
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('is served already') as string });
    const other = { cwd: cli.home, dataFolder: join(cli.home, 'other') };
    const taken = await new CliProcess(['practice-vault', 'serve', '--port', String(port)], other).ended;
    expect(taken).toMatchObject({
      code: 1,
      err: expect.stringContaining(`The port ${port} of 127.0.0.1 is taken`) as string,
    });
  });
});

describe('a push that is cut short', () => {
  test('by Ctrl-C ends after its step, with no KEK and nothing twice', async () => {
    const { cli, admin } = await slowImports();
    const pushing = start(cli, 'sync', 'payroll');
    await until(admin, 'create 200');
    pushing.child.kill('SIGINT');
    await pushing.printed('Cancelling');
    pushing.child.kill('SIGINT');
    const ran = await pushing.ended;
    expect(ran.err).toContain('Already cancelling');
    expect(ran.err).toMatch(/PRACTICE: .*\n?Pushed before that: [01] of 3 key\(s\)\. Job /);
    expect(ran.code).toBe(1);
    expect(existsSync(join(cli.dataFolder, 'lock.json'))).toBe(false);
    expect((await keysIn(admin)).filter((key) => key.kek)).toEqual([]);
    await cli.run(['practice-vault', 'faults', 'clear'], OWN);
    expect(await start(cli, 'sync', 'payroll').ended).toMatchObject({ code: 0 });
    expect(await keysIn(admin)).toEqual([{ name: 'payroll', kek: false, versions: 3 }]);
  });

  test('by kill -9 is looked after by the next one, with no KEK and nothing twice', async () => {
    const { cli, admin } = await slowImports();
    const pushing = start(cli, 'sync', 'payroll');
    await until(admin, 'import 200');
    pushing.child.kill('SIGKILL');
    await pushing.ended;
    await cli.run(['practice-vault', 'faults', 'clear'], OWN);
    const next = await start(cli, 'sync', 'payroll').ended;
    expect(next.err).toContain('Looked after what job');
    expect(next.code).toBe(0);
    expect(await keysIn(admin)).toEqual([{ name: 'payroll', kek: false, versions: 3 }]);
  });
});

describe('start-up', () => {
  test('status loads neither the Azure SDK nor the store', () => {
    const seen = new Set<string>();
    const packages = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/^(?:import|export)[^'"]*from '([^']+)'/gm)) {
        if (name.startsWith('.')) visit(join(file, '..', name));
        else if (!name.startsWith('node:')) packages.add(name);
      }
    };
    const built = join(ROOT, 'dist/main');
    for (const file of ['doors/cli/index.js', 'identity-management/identity-file.js', 'practice-vault/serving.js'])
      visit(join(built, file));
    expect(seen.size).toBeGreaterThan(30);
    expect([...packages].sort()).toEqual(['commander', 'zod']);
    expect([...seen].filter((file) => /workstation\.js|open-store\.js|practice-vault.index\.js/.test(file))).toEqual(
      [],
    );
  });
});
