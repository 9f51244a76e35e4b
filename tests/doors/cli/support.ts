import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { runCli, type Terminal } from '../../../main/doors/cli/index.js';
import { practiceFolder, type PracticeAccess } from '../../../main/practice.js';
import type { Files } from '../../../main/store/index.js';
import { folderStorage, localAdmin, practiceHttpClient, PracticeService } from '../../../main/practice-vault/index.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import { APPLICATION, LOOPBACK } from '../../support/ceremony.js';
import { freshFolder } from '../../support/folders.js';
import { fixedKeyPair } from '../../support/practice.js';
import { VirtualClock } from '../../support/virtual-clock.js';

/** What a command left behind. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Given {
  /** Somebody sits there, and answers the questions in this order; `undefined` breaks a question off. */
  readonly answers?: readonly (string | undefined)[];
  readonly errIsTerminal?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Files;
  /** Gets what an interrupt does, to call it. */
  readonly onReady?: (interrupt: () => void) => void;
  /** The practice vault as the program itself opens it, with real key generation. */
  readonly ownPractice?: boolean;
  /** Called with every text on standard error. */
  readonly onErr?: (text: string) => void;
}

export const ALICE = 'seven green boats at the pier';
export const BOB = 'an unhurried lighthouse keeper';

/** The command line in this process, on a data folder of its own, with nothing of the machine's in it. */
export class Cli {
  readonly home = freshFolder();
  readonly dataFolder = join(this.home, 'data');
  readonly clock = new VirtualClock();
  /** Everything that was ever printed. */
  printed = '';
  #practice: PracticeAccess | undefined;

  /** Writes a file, 0600 unless said otherwise; answers its path. */
  file(name: string, content: string | Uint8Array, mode = 0o600): string {
    const path = join(this.home, name);
    writeFileSync(path, content, { mode });
    return path;
  }

  /** Two Admin identities, designated, small KEK. */
  async init(): Promise<void> {
    this.file('alice.txt', `${ALICE}\n`);
    this.file('bob.txt', BOB);
    await this.must('init', '--admin', 'alice=alice.txt', '--admin', 'bob=bob.txt');
    await this.mustUnlocked('config', 'set', 'designated-device', 'on', ...APPROVE);
    await this.mustUnlocked('config', 'set', 'kek-size', '2048');
  }

  /** init, a practice credential and a group of P-256 keys. */
  async ready(): Promise<void> {
    await this.init();
    await this.mustUnlocked('credential', 'add', 'rehearsal', '--practice');
    await this.mustUnlocked(
      ...['group', 'create', 'payroll', '--credential', 'rehearsal', '--vault', 'contoso', '--type', 'p-256'],
    );
  }

  run(args: readonly string[], given: Given = {}): Promise<Ran> {
    return this.#run(args, given);
  }

  /** With --unlock for alice and bob. */
  unlocked(...args: readonly string[]): Promise<Ran> {
    return this.#run([...UNLOCK, ...args], {});
  }

  async must(...args: readonly string[]): Promise<Ran> {
    const ran = await this.#run(args, {});
    if (ran.code !== 0) throw new Error(`${args.join(' ')}: exit ${ran.code}: ${ran.err}`);
    return ran;
  }

  mustUnlocked(...args: readonly string[]): Promise<Ran> {
    return this.must(...UNLOCK, ...args);
  }

  /** With --json: the exit code and the one value. */
  async json(...args: readonly string[]): Promise<{ readonly code: number; readonly value: Record<string, unknown> }> {
    const { code, out } = await this.unlocked('--json', ...args);
    return { code, value: JSON.parse(out) as Record<string, unknown> };
  }

  practice(): PracticeAccess {
    if (!this.#practice) {
      const storage = folderStorage(practiceFolder(this.dataFolder));
      const service = new PracticeService({ clock: this.clock, storage, makeKeyPair: fixedKeyPair });
      this.#practice = { httpClient: practiceHttpClient(service), admin: localAdmin(service) };
    }
    return this.#practice;
  }

  async #run(args: readonly string[], given: Given): Promise<Ran> {
    let out = '';
    let err = '';
    const answers = [...(given.answers ?? [])];
    const next = (question: string): Promise<Result<string>> => {
      err += question;
      const answer = answers.shift();
      return Promise.resolve(answer === undefined ? fail('cancelled', 'Cancelled. Nothing was done.') : ok(answer));
    };
    const terminal: Terminal = {
      out: (text) => void (out += text),
      err: (text) => {
        err += text;
        given.onErr?.(text);
      },
      outIsTerminal: false,
      errIsTerminal: given.errIsTerminal ?? false,
      inIsTerminal: given.answers !== undefined,
      columns: 80,
      ask: next,
      askHidden: next,
      onInterrupt: (handler) => {
        given.onReady?.(handler);
        return () => undefined;
      },
    };
    const code = await runCli(args, {
      terminal,
      env: { KEYFERRY_DATA_DIR: this.dataFolder, ...given.env },
      platform: 'linux',
      home: this.home,
      cwd: this.home,
      clock: this.clock,
      workstation: {
        scrypt: { N: 1024, r: 8, p: 1 },
        preferSecretsIn: 'sealed-store',
        interfaces: () => LOOPBACK,
        application: () => ok(APPLICATION),
        ...(given.files ? { files: given.files } : {}),
        ...(args[0] === 'init' || given.ownPractice ? {} : { practice: this.practice() }),
      },
    });
    this.printed += out + err;
    return { code, out, err };
  }
}

/** Bob confirms it. */
export const APPROVE = ['--approve', 'bob=bob.txt', '--justification', 'as agreed on Monday'] as const;
export const UNLOCK = ['--unlock', 'alice=alice.txt', '--unlock', 'bob=bob.txt'] as const;

/** Where a process runs. */
export interface Where {
  readonly cwd: string;
  readonly dataFolder: string;
  /** What starts it in its place, e.g. `unshare -rn`. */
  readonly within?: readonly string[];
}

export function envOf({ dataFolder }: Where): NodeJS.ProcessEnv {
  return { ...process.env, KEYFERRY_DATA_DIR: dataFolder, KEYFERRY_KEYCHAIN: 'sealed' };
}

export const SCRIPT = fileURLToPath(new URL('../../../scripts/keyferry.mjs', import.meta.url));

/** A `keyferry` of its own: a real process of the built program. */
export class CliProcess {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ran>;
  out = '';
  err = '';

  constructor(args: readonly string[], where: Where) {
    const [program = '', ...more] = [...(where.within ?? []), process.execPath, SCRIPT, ...args];
    this.child = spawn(program, more, { cwd: where.cwd, env: envOf(where) });
    this.child.stdin.end();
    this.child.stdout.on('data', (chunk: Buffer) => void (this.out += chunk.toString('utf8')));
    this.child.stderr.on('data', (chunk: Buffer) => void (this.err += chunk.toString('utf8')));
    this.ended = new Promise((resolve) =>
      this.child.once('close', (code) => resolve({ code: code ?? -1, out: this.out, err: this.err })),
    );
    onTestFinished(() => void this.child.kill('SIGKILL'));
  }

  /** Resolves as soon as the text was printed; rejects when the process ends without it. */
  async printed(text: string): Promise<void> {
    const heard = new Promise<void>((resolve) => {
      const look = (): void => {
        if (`${this.out}${this.err}`.includes(text)) resolve();
      };
      this.child.stdout.on('data', look);
      this.child.stderr.on('data', look);
      look();
    });
    const over = this.ended.then((ran) => {
      if (!`${ran.out}${ran.err}`.includes(text))
        throw new Error(`It ended (${ran.code}) without saying "${text}": ${ran.err}`);
    });
    await Promise.race([heard, over]);
  }
}
