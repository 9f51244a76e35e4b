import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm } from './npm.mjs';
import { at } from './root.mjs';
import { say, tail } from './say.mjs';

const TIMEOUT_MS = 10 * 60_000;

/**
 * True when node_modules holds what the lock file names. npm writes what it installed into node_modules/.package-lock.json
 * as its last step, so an interrupted install is noticed too. Optional packages may be missing: most are for other systems.
 */
export function sameAsLocked(lock, installed) {
  return Object.entries(lock.packages).every(([path, wanted]) => {
    const found = installed.packages[path];
    if (path === '' || (!found && (wanted.optional || wanted.devOptional))) return true;
    return found !== undefined && found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

/** Whether `npm ci` is needed. */
export function dependenciesMissing() {
  const installed = at('node_modules', '.package-lock.json');
  if (!existsSync(installed)) return true;
  try {
    return !sameAsLocked(readJson(at('package-lock.json')), readJson(installed));
  } catch {
    return true;
  }
}

/** Installs exactly what the lock file names, if it is not there. Answers undefined, or what went wrong. */
export async function installDependencies() {
  if (!dependenciesMissing()) return undefined;
  say('Installing what package-lock.json names (once) ...');
  const args = ['ci', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const first = await npm(args, { timeoutMs: TIMEOUT_MS });
  if (first.ok) return undefined;
  if (first.timedOut) return `npm ci did not end within ${TIMEOUT_MS / 60_000} minutes.`;
  // A cache that cannot be written (a user without a home, or one that root once wrote to) is the usual reason.
  const cache = await mkdtemp(join(tmpdir(), 'keyferry-npm-'));
  try {
    const second = await npm([...args, '--cache', cache], { timeoutMs: TIMEOUT_MS });
    return second.ok ? undefined : `npm ci failed:\n${tail(second.output)}`;
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
