import { createInterface } from 'node:readline';
import { fail, ok, type Result } from '../../../shared/result.js';

/** Where the command line writes and whom it asks. Tests put one of their own in its place. */
export interface Terminal {
  /** Standard output: the answer, nothing else. */
  out(text: string): void;
  /** Standard error: progress, warnings, failures, questions. */
  err(text: string): void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /** Somebody sits there and can be asked. */
  readonly inIsTerminal: boolean;
  readonly columns: number;
  /** Asks with echo. Code `cancelled`. */
  ask(question: string): Promise<Result<string>>;
  /** Asks without echo. Code `cancelled`. */
  askHidden(question: string): Promise<Result<string>>;
  /** Told of every Ctrl-C (SIGINT), SIGTERM and SIGHUP until the returned function is called; meanwhile none of them ends the process. */
  onInterrupt(handler: () => void): () => void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  // `keyferry logs list | head` closes the pipe: that is no error of anybody's.
  for (const stream of [stdout, stderr]) stream.on('error', ignoreBrokenPipe);
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    outIsTerminal: stdout.isTTY,
    errIsTerminal: stderr.isTTY,
    inIsTerminal: stdin.isTTY,
    columns: stdout.isTTY ? stdout.columns : 80,
    ask: (question) => askOpenly(question),
    askHidden: (question) => askWithoutEcho(question),
    onInterrupt: (handler) => {
      for (const signal of SIGNALS) process.on(signal, handler);
      return () => {
        for (const signal of SIGNALS) process.off(signal, handler);
      };
    },
  };
}

function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** What a question answers that was broken off with Ctrl-C or Ctrl-D. */
function brokenOff(): Result<never> {
  return fail('cancelled', 'Cancelled. Nothing was done.');
}

function askOpenly(question: string): Promise<Result<string>> {
  return new Promise((resolve) => {
    const reader = createInterface({ input: process.stdin, output: process.stderr, terminal: true });
    reader.on('SIGINT', () => reader.close());
    let answered = false;
    reader.on('close', () => {
      if (answered) return;
      process.stderr.write('\n');
      resolve(brokenOff());
    });
    reader.question(question, (answer) => {
      answered = true;
      resolve(ok(answer.trim()));
      reader.close();
    });
  });
}

async function askWithoutEcho(question: string): Promise<Result<string>> {
  const { default: password } = await import('@inquirer/password');
  try {
    const theme = { prefix: '', style: { maskedText: '(typing is not shown)', keysHelpTip: () => undefined } };
    const answer = await password(
      { message: question, mask: false, toggleMask: false, theme },
      { output: process.stderr },
    );
    return ok(answer);
  } catch (error) {
    if (error instanceof Error && /^(Exit|Abort|Cancel)PromptError$/.test(error.name)) return brokenOff();
    throw error;
  }
}
