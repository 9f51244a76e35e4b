import { chmodSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeCheck } from '../../../main/doors/cli/environment-checks.js';
import { dataFolder } from '../../../main/doors/cli/data-folder.js';
import { must } from '../../support/must.js';
import { Cli } from './support.js';

interface Check {
  readonly title: string;
  readonly outcome: string;
  readonly finding: string;
}

async function checks(
  cli: Cli,
  env: Record<string, string> = {},
): Promise<{ code: number; of: (title: string) => Check }> {
  const ran = await cli.run(['doctor', '--json'], { env });
  const list = (JSON.parse(ran.out) as { checks: Check[] }).checks;
  return {
    code: ran.code,
    of: (title) => {
      const found = list.find((check) => check.title === title);
      if (!found) throw new Error(`There is no check ${title}.`);
      return found;
    },
  };
}

describe('doctor', () => {
  test('finds nothing wrong on a workstation in order, and asks nobody', async () => {
    const cli = new Cli();
    await cli.init();
    // The virtual clock is behind the files, which are of now.
    cli.clock.advance(Date.now() - cli.clock.now());
    const { code, of } = await checks(cli);
    expect(code).toBe(0);
    for (const title of [
      'Node.js',
      'Data folder',
      'Lock',
      'Clock',
      'Keychain',
      'Proxy',
      'Certificates',
      'Practice vault',
    ])
      expect(of(title)).toMatchObject({ outcome: 'passed' });
  });

  test('with a credential and a vault goes on to the pre-flight', async () => {
    const cli = new Cli();
    await cli.ready();
    const ran = await cli.unlocked('doctor', '--credential', 'rehearsal', '--vault', 'contoso');
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('This machine');
    expect(ran.out).toContain('Pre-flight of rehearsal at the vault contoso (PRACTICE)');
    expect(ran.out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('says of a vault that is not there how a practice vault is made', async () => {
    const cli = new Cli();
    await cli.ready();
    const ran = await cli.unlocked('doctor', '--credential', 'rehearsal', '--vault', 'elsewhere');
    expect(ran).toMatchObject({
      code: 1,
      err: expect.stringContaining('made together with its first group') as string,
    });
    expect(ran.out).toContain('FAILED');
  });

  test('names a folder that others can look into, and another Keyferry that holds it', async () => {
    const cli = new Cli();
    await cli.init();
    chmodSync(cli.dataFolder, 0o755);
    writeFileSync(
      join(cli.dataFolder, 'lock.json'),
      JSON.stringify({ pid: 4711, started: '1', host: 'elsewhere', token: 'x' }),
    );
    const { code, of } = await checks(cli);
    expect(code).toBe(1);
    expect(of('Data folder')).toMatchObject({
      outcome: 'warning',
      finding: expect.stringContaining('chmod 700') as string,
    });
    expect(of('Lock')).toMatchObject({ outcome: 'failed', finding: expect.stringContaining('process 4711') as string });
  });

  test('names a damaged identity file', async () => {
    const cli = new Cli();
    await cli.init();
    writeFileSync(join(cli.dataFolder, 'identities.json'), '{}');
    expect((await checks(cli)).of('Data folder')).toMatchObject({ outcome: 'failed' });
    expect((await cli.run(['status'])).code).toBe(1);
  });

  test('notices a clock that was set back', async () => {
    const cli = new Cli();
    await cli.init();
    const future = cli.clock.now() / 1000 + 86_400 * 365;
    utimesSync(join(cli.dataFolder, 'identities.json'), future, future);
    expect((await checks(cli)).of('Clock')).toMatchObject({ outcome: 'warning' });
  });

  test('shows proxies without their passwords', async () => {
    const cli = new Cli();
    const { of } = await checks(cli, { HTTPS_PROXY: 'http://me:hush@proxy:8080', no_proxy: 'localhost' });
    expect(of('Proxy').finding).toBe('HTTPS_PROXY=http://...@proxy:8080, NO_PROXY=localhost.');
  });

  test.each<[string, Record<string, string>, string]>([
    ['certificates that nobody checks', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, 'failed'],
    ['a CA file that is not there', { NODE_EXTRA_CA_CERTS: '/no/such/file' }, 'warning'],
  ])('notices %s', async (_, env, outcome) => {
    expect((await checks(new Cli(), env)).of('Certificates')).toMatchObject({ outcome });
  });

  test.each([
    ['20.18.9', 'failed'],
    ['18.20.0', 'failed'],
    ['20.19.0', 'passed'],
    ['24.1.0', 'passed'],
  ])('judges Node.js %s: %s', (version, outcome) => {
    expect(nodeCheck(version).outcome).toBe(outcome);
  });
});

describe('the data folder', () => {
  const where = { env: {}, platform: 'linux', home: '/home/me', cwd: '/work' } as const;
  test.each<[string, string | undefined, Parameters<typeof dataFolder>[1], string]>([
    ['is given', 'here', where, '/work/here'],
    ['is given under the home folder', '~/keys', where, '/home/me/keys'],
    ['stands in the environment', undefined, { ...where, env: { KEYFERRY_DATA_DIR: '/srv/keys' } }, '/srv/keys'],
    ['is given against the environment', '/x', { ...where, env: { KEYFERRY_DATA_DIR: '/srv/keys' } }, '/x'],
    ['is XDG’s', undefined, { ...where, env: { XDG_DATA_HOME: '/data' } }, '/data/keyferry'],
    [
      'is not a relative XDG folder',
      undefined,
      { ...where, env: { XDG_DATA_HOME: 'data' } },
      '/home/me/.local/share/keyferry',
    ],
    ['is the usual one on Linux', undefined, where, '/home/me/.local/share/keyferry'],
    [
      'is the usual one on macOS',
      undefined,
      { ...where, platform: 'darwin' },
      '/home/me/Library/Application Support/Keyferry',
    ],
  ])('%s', (_, given, surroundings, folder) => {
    expect(must(dataFolder(given, surroundings))).toBe(folder);
  });
});
