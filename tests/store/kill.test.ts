import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { randomInt } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { bundleChild, SHORT_LIFE } from '../support/bundle-child.js';
import { freshFolder } from '../support/folders.js';

const CHILD = fileURLToPath(new URL('children/commit-forever.mjs', import.meta.url));
/** KEYFERRY_KILLS=200 for a longer look; each one costs a process. */
const KILLS = Number(process.env['KEYFERRY_KILLS'] ?? 40);
/** Most of a child's life is loading: so many load already while one of them is at work. */
const AHEAD = 2;

interface Run {
  readonly found: number;
  readonly whole: boolean;
  readonly answered: number;
}

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** Lets a waiting child begin, kills it at a random moment after it has opened the store, and answers what it had said. */
function runAndKill(child: Child): Promise<Run> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (text: string) => {
      const first = !said.includes('opened');
      said += text;
      if (first && said.includes('opened')) setTimeout(() => child.kill('SIGKILL'), randomInt(0, 25));
    });
    child.on('close', () => {
      const opened = /opened (\d+) (.*)/.exec(said);
      if (!opened) {
        reject(new Error(`The child could not open the store: ${said}`));
        return;
      }
      const done = [...said.matchAll(/done (\d+)\n/g)].map((match) => Number(match[1]));
      const found = Number(opened[1]);
      resolve({ found, whole: opened[2] === 'whole', answered: done.at(-1) ?? found });
    });
    child.stdin.write('!');
  });
}

test(
  `killed with SIGKILL ${KILLS} times while it commits and compacts: nothing answered is lost, nothing is half there`,
  { timeout: 900_000 },
  async () => {
    const folder = freshFolder();
    const { file, remove } = await bundleChild(CHILD);
    const waiting: Child[] = [];
    const startOne = (): void =>
      void waiting.push(spawn(process.execPath, [...SHORT_LIFE, file, folder], { stdio: ['pipe', 'pipe', 'inherit'] }));
    onTestFinished(() => {
      for (const child of waiting) child.kill('SIGKILL');
      remove();
    });
    let answered = 0;
    let commits = 0;
    for (let ahead = 0; ahead < AHEAD; ahead += 1) startOne();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = waiting.shift();
      if (!child) throw new Error('No child is waiting.');
      if (kill + AHEAD < KILLS) startOne();
      const run = await runAndKill(child);
      expect(run.whole).toBe(true);
      expect(run.found).toBeGreaterThanOrEqual(answered);
      // The one commit that was under way may have been kept without having answered; never more.
      expect(run.found).toBeLessThanOrEqual(answered + 1);
      commits += run.answered - run.found;
      answered = run.answered;
    }
    expect(commits).toBeGreaterThan(KILLS);
  },
);
