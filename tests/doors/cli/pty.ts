import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, type TestContext } from 'vitest';
import { notRun } from '../../support/not-run.js';
import { envOf, SCRIPT, type Where } from './support.js';

/** A screen that stands still for so long waits for something else than the test thinks. */
const PATIENCE_MS = 90_000;

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The `keyferry` of the built program as somebody at a terminal of 80 columns sees it (util-linux `script` makes the terminal). */
export class AtTerminal {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #where: Where;
  readonly ended: Promise<number>;
  /** Everything that was shown, without the codes that colour and clear. */
  screen = '';
  #read = 0;
  #over = false;
  #changed: () => void = () => undefined;

  constructor(args: readonly string[], where: Where) {
    this.#where = where;
    const command = `stty cols 80 rows 24; exec ${[process.execPath, SCRIPT, ...args].map(quoted).join(' ')}`;
    const given = ['--quiet', '--return', '--flush', '--command', command, '/dev/null'];
    this.#child = spawn('script', given, { cwd: where.cwd, env: { ...envOf(where), SHELL: '/bin/sh', TERM: 'xterm' } });
    this.#child.stdout.on('data', (chunk: Buffer) => {
      this.screen += chunk.toString('utf8').replaceAll(/\u001b\[[0-9;?]*[A-Za-z]|\r/g, '');
      this.#changed();
    });
    this.ended = new Promise((resolve) =>
      this.#child.once('close', (code) => {
        this.#over = true;
        this.#changed();
        resolve(code ?? -1);
      }),
    );
    onTestFinished(() => {
      this.kill();
      this.#child.kill('SIGKILL');
    });
  }

  /** Waits for what matches behind what was waited for before; undefined when the program has ended without it. */
  async next(pattern: RegExp): Promise<RegExpExecArray | undefined> {
    for (;;) {
      const found = new RegExp(pattern.source, pattern.flags).exec(this.screen.slice(this.#read));
      if (found) {
        this.#read += found.index + found[0].length;
        return found;
      }
      if (this.#over) return undefined;
      await new Promise<void>((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`${String(pattern)} was not shown:\n${this.screen}`)),
          PATIENCE_MS,
        );
        this.#changed = () => {
          clearTimeout(late);
          resolve();
        };
      });
    }
  }

  /** Waits for a question, and types. */
  async answer(question: RegExp, typed: string): Promise<void> {
    if (!(await this.next(question))) throw new Error(`It never asked ${String(question)}: ${this.screen}`);
    this.type(`${typed}\r`);
  }

  /** Types keys: `\r` is Enter, `\u0003` Ctrl-C. */
  type(keys: string): void {
    if (!this.#over) this.#child.stdin.write(keys);
  }

  /** As when the power goes: SIGKILL for the program itself, known by the lock of its data folder. */
  kill(): void {
    try {
      const { pid } = JSON.parse(readFileSync(join(this.#where.dataFolder, 'lock.json'), 'utf8')) as { pid: number };
      if (!this.#over && pid !== process.pid) process.kill(pid, 'SIGKILL');
    } catch {
      // It holds no folder any more.
    }
  }
}

/** Says what is missing where no terminal can be made. */
export function needsTerminal(context: TestContext): void {
  if (spawnSync('script', ['--quiet', '--return', '--command', 'true', '/dev/null']).status !== 0)
    notRun(context, 'a terminal is made by script (util-linux), which is not here');
}
