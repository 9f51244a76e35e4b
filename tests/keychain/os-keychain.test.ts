import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test, type TestContext } from 'vitest';
import { z } from 'zod';
import { freshFolder } from '../support/folders.js';
import { notRun } from '../support/not-run.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const CHILD = here('children/use-os-keychain.mjs');
const COMPILED = here('../../dist/main/keychain/index.js');

const answer = z.object({ kind: z.string(), reason: z.string(), reading: z.string(), steps: z.unknown() });

/** What every place must answer: nothing, the secret, removed, nothing any more. */
const STEPS = {
  before: { ok: true },
  set: { ok: true },
  after: { ok: true, value: 'a planted secret ~ grüße' },
  removed: { ok: true, value: true },
  again: { ok: true, value: false },
  gone: { ok: true },
};

function missing(tools: readonly string[]): string | undefined {
  if (process.platform !== 'linux') return 'these sessions are made for Linux';
  if (!existsSync(COMPILED)) return 'dist/ is not built (npm run build)';
  const tool = tools.find((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0);
  if (tool !== undefined) return `${tool} is not installed`;
  const loads = spawnSync(process.execPath, ['-e', "require('keytar')"], { cwd: here('.') });
  return loads.status === 0 ? undefined : 'keytar is not built (libsecret-1-dev and a C++ compiler are needed)';
}

/** A session of its own, with a home of its own: nobody's real keyring is touched. */
function inSession(command: string, more: Record<string, string> = {}) {
  const home = freshFolder();
  const runtime = join(home, 'run');
  mkdirSync(runtime, { mode: 0o700 });
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    ...more,
  };
  const run = spawnSync('sh', ['-c', command], { env, encoding: 'utf8', timeout: 60_000, killSignal: 'SIGKILL' });
  const line = run.stdout.trim().split('\n').at(-1) ?? '';
  if (!line.startsWith('{')) throw new Error(`No answer: ${run.stdout} ${run.stderr}`);
  return { status: run.status, ...answer.parse(JSON.parse(line)) };
}

const useKeychain = `exec '${process.execPath}' '${CHILD}'`;

async function unlessMissing(context: TestContext, tools: readonly string[], run: () => unknown): Promise<void> {
  const why = missing(tools);
  if (why === undefined) await run();
  else notRun(context, why);
}

describe('the real OS keychain', () => {
  test('gnome-keyring in a private D-Bus session keeps, gives back and removes a secret', async (context) => {
    await unlessMissing(context, ['dbus-run-session', 'gnome-keyring-daemon'], () => {
      const unlock = "printf 'test pass' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1";
      const seen = inSession(`dbus-run-session -- sh -c "${unlock}; ${useKeychain}"`);
      expect(seen).toMatchObject({ status: 0, kind: 'os-keychain', reading: 'ok', steps: STEPS });
    });
  });

  test('without a D-Bus session the sealed store is chosen, with the reason', async (context) => {
    await unlessMissing(context, [], () => {
      const seen = inSession(useKeychain);
      expect(seen).toMatchObject({ status: 0, kind: 'sealed-store', reading: 'keychain-unavailable', steps: STEPS });
      expect(seen.reason).toMatch(/^The operating system's keychain cannot be used: .*D-Bus.*\.$/);
    });
  });

  test('a D-Bus session that never answers neither hangs the choice nor the end of the process', async (context) => {
    await unlessMissing(context, [], async () => {
      const socket = join(freshFolder(), 'dead');
      // Listens and accepts in the kernel; nobody ever reads, since this thread waits for the child.
      const server = createServer().listen(socket);
      onTestFinished(() => void server.close());
      await new Promise((resolve) => server.once('listening', resolve));
      const seen = inSession(useKeychain, { DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}` });
      expect(seen).toMatchObject({ status: 0, kind: 'sealed-store', reading: 'keychain-unavailable', steps: STEPS });
      expect(seen.reason).toMatch(/does not answer/);
    });
  });
});
