import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '../../shared/result.js';
import { writeFailure } from './write-error.js';

const lockFile = z.strictObject({ pid: z.number().int(), started: z.string(), host: z.string(), token: z.string() });
type Owner = z.infer<typeof lockFile>;

const NAME = 'lock.json';

/** The sole right to a data folder; `release` gives it back. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes a data folder for this process. A lock whose owner is gone (no such process, or its pid was given to another
 * one since) is stale and taken over. Codes: `folder-in-use`, `folder-read-only`, `disk-full`, `disk-failed`.
 */
export function lockDataFolder(folder: string): Result<FolderLock> {
  const path = join(folder, NAME);
  const me: Owner = { pid: process.pid, started: startOf(process.pid), host: hostname(), token: randomUUID() };
  const aside = `${path}.${me.token}`;
  try {
    writeFileSync(aside, JSON.stringify(me), { mode: 0o600, flag: 'wx' });
    for (let attempt = 0; attempt < 10; attempt += 1) {
      // A link appears with its whole content or not at all, and never over another one.
      if (tryLink(aside, path)) return ok({ release: () => release(path, me) });
      const owner = readOwner(path);
      if (owner === 'gone') continue;
      if (owner === 'unreadable' || isAlive(owner, me)) return inUse(folder, owner);
      removeStale(path, owner);
    }
    return inUse(folder, 'unreadable');
  } catch (error) {
    const failure = writeFailure(error, folder);
    return { ok: false, failure };
  } finally {
    rmSync(aside, { force: true });
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function readOwner(path: string): Owner | 'gone' | 'unreadable' {
  try {
    const parsed = lockFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : 'unreadable';
  } catch (error) {
    return hasCode(error, 'ENOENT') ? 'gone' : 'unreadable';
  }
}

function isAlive(owner: Owner, me: Owner): boolean {
  if (owner.host !== me.host) return true;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (!hasCode(error, 'EPERM')) return false;
  }
  const started = startOf(owner.pid);
  return started === '' || owner.started === '' || started === owner.started;
}

/** Takes a stale lock away, but never one that somebody else made meanwhile. */
function removeStale(path: string, judged: Owner): void {
  const apart = `${path}.stale-${randomUUID()}`;
  try {
    renameSync(path, apart);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  const taken = readOwner(apart);
  if (typeof taken === 'object' && taken.token !== judged.token) tryLink(apart, path);
  rmSync(apart, { force: true });
}

function release(path: string, me: Owner): void {
  const owner = readOwner(path);
  if (typeof owner === 'object' && owner.token === me.token) rmSync(path, { force: true });
}

/** When a process started, in the kernel's ticks; empty where /proc is not there (then its pid alone must do). */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces; field 22 counts from after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie holds nothing open any more.
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

function inUse(folder: string, owner: Owner | 'unreadable'): Result<never> {
  if (owner === 'unreadable') {
    return fail('folder-in-use', `${join(folder, NAME)} is there, but cannot be read.`, {
      advice: 'When no Keyferry is running on this folder, remove that file and start again.',
    });
  }
  const where =
    owner.host === hostname() ? `process ${owner.pid}` : `process ${owner.pid} on the machine ${owner.host}`;
  return fail('folder-in-use', `The data folder ${folder} is in use by another Keyferry (${where}).`, {
    advice: `Close that one first, or give another folder with --data-dir. If it is certainly gone, remove ${NAME}.`,
  });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
