import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, type TestContext } from 'vitest';
import { freshFolder } from '../support/folders.js';
import { notRun } from '../support/not-run.js';

const CHILD = fileURLToPath(new URL('children/use-os-keychain.mjs', import.meta.url));

function missing(): string | undefined {
  const has = (tool: string): boolean => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0;
  if (!has('dbus-run-session')) return 'dbus-run-session is not installed';
  if (!has('gnome-keyring-daemon')) return 'gnome-keyring-daemon is not installed';
  const loads = spawnSync(process.execPath, ['-e', "require('keytar')"], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
  });
  return loads.status === 0 ? undefined : 'keytar is not built (libsecret-1-dev and a C++ compiler are needed)';
}

/** A session of its own, with a home of its own: nobody's real keyring is touched. */
function inSession(command: string): { readonly usable: boolean; readonly why?: string } & Record<string, unknown> {
  const home = freshFolder();
  const runtime = join(home, 'run');
  mkdirSync(runtime, { mode: 0o700 });
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CONFIG_HOME: join(home, 'config'),
  };
  const run = spawnSync('sh', ['-c', command], { env, encoding: 'utf8', timeout: 60_000 });
  const line = run.stdout.trim().split('\n').at(-1) ?? '';
  if (!line.startsWith('{')) throw new Error(`No answer: ${run.stdout} ${run.stderr}`);
  return JSON.parse(line) as ReturnType<typeof inSession>;
}

function unlessMissing(context: TestContext, run: () => void): void {
  const why = missing();
  if (why) notRun(context, why);
  else run();
}

describe('the real OS keychain', () => {
  test('gnome-keyring in a private D-Bus session keeps, gives back and removes a secret', (context) => {
    unlessMissing(context, () => {
      const unlock = "printf 'test pass' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1";
      const answer = inSession(`dbus-run-session -- sh -c "${unlock}; exec '${process.execPath}' '${CHILD}'"`);
      expect(answer).toEqual({
        usable: true,
        before: { ok: true },
        after: { ok: true, value: 'a planted secret ~ grüße' },
        removed: { ok: true, value: true },
        again: { ok: true, value: false },
        gone: { ok: true },
      });
    });
  });

  test('a session without a keyring is recognised, with a reason', (context) => {
    unlessMissing(context, () => {
      const answer = inSession(`exec '${process.execPath}' '${CHILD}'`);
      expect(answer.usable).toBe(false);
      expect(answer.why).toMatch(/cannot be used: .+/);
    });
  });
});
