import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestContext } from 'vitest';
import { freshFolder } from '../support/folders.js';
import { notRun } from '../support/not-run.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const COMPILED = here('../../dist/main/keychain/index.js');

interface SessionRun {
  readonly status: number | null;
  /** The last line of what it printed. */
  readonly value: unknown;
}

/** The command in a D-Bus session of its own, with a keyring that is unlocked. */
export function inKeyring(command: string): string {
  const unlock = "printf 'test pass' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1";
  return `dbus-run-session -- sh -c "${unlock}; ${command}"`;
}

function missing(tools: readonly string[]): string | undefined {
  if (process.platform !== 'linux') return 'these sessions are made for Linux';
  if (!existsSync(COMPILED)) return 'dist/ is not built (npm run build)';
  const tool = tools.find((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0);
  if (tool !== undefined) return `${tool} is not installed`;
  const loads = spawnSync(process.execPath, ['-e', "require('keytar')"], { cwd: here('.') });
  return loads.status === 0 ? undefined : 'keytar is not built (libsecret-1-dev and a C++ compiler are needed)';
}

/** A session of its own, with a home of its own: nobody's real keyring is touched. */
export function runInSession(command: string, more: Record<string, string> = {}): SessionRun {
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
  if (!/^[[{]/.test(line)) throw new Error(`No answer: ${run.stdout} ${run.stderr}`);
  return { status: run.status, value: JSON.parse(line) };
}

/** Runs where the tools are; elsewhere it is counted as not run, by name. */
export async function unlessMissing(context: TestContext, tools: readonly string[], run: () => unknown): Promise<void> {
  const why = missing(tools);
  if (why === undefined) await run();
  else notRun(context, why);
}
