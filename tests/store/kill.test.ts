import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { freshFolder } from '../support/folders.js';

const CHILD = fileURLToPath(new URL('children/commit-forever.mjs', import.meta.url));
const KILLS = 250;

interface Run {
  readonly found: number;
  readonly whole: boolean;
  readonly answered: number;
}

/** Starts the child, kills it at a random moment after it has opened the store, and answers what it had said. */
function runAndKill(folder: string): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CHILD, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
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
  });
}

test(
  `killed with SIGKILL ${KILLS} times while it commits and compacts: nothing answered is lost, nothing is half there`,
  { timeout: 400_000 },
  async () => {
    const folder = freshFolder();
    let answered = 0;
    let commits = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const run = await runAndKill(folder);
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
