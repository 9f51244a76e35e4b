import { fail, type Result } from '../../../../shared/result.js';
import type { ServingPractice } from '../../../practice-vault/index.js';
import type { Context } from '../context.js';
import { parseWhole } from '../input/values.js';
import { done, SAID, type Outcome } from '../outcome.js';
import { print } from '../print.js';

/** `practice-vault serve`: answers once at the start, and ends with Ctrl-C. */
export async function serve(
  context: Context,
  _args: readonly string[],
  options: { readonly port?: string },
): Promise<Outcome> {
  const port = options.port === undefined ? undefined : parseWhole(options.port, '--port', 0, 65_535);
  if (port && !port.ok) return port;
  const ended = waitForInterrupt(context);
  try {
    const serving = await startServing(context, port?.value ?? 0);
    if (!serving.ok) return serving;
    print(context.terminal, startOutcome(context, serving.value), context.json);
    await ended.promise;
    await serving.value.close();
    context.note('The practice vault is not served any more. Its state stays in the data folder.');
    return SAID;
  } finally {
    ended.stop();
  }
}

async function startServing(context: Context, port: number): Promise<Result<ServingPractice>> {
  const { folderStorage, PracticeService, readServing, serveOverHttps } =
    await import('../../../practice-vault/index.js');
  const { practiceFolder } = await import('../../../practice.js');
  const folder = practiceFolder(context.dataFolder);
  const already = readServing(folder);
  if (already) {
    return fail(
      'practice-served',
      `The practice vault of this data folder is served already, by process ${already.pid} on port ${already.port}.`,
      { advice: 'Use that one, or end it first.' },
    );
  }
  let service;
  try {
    service = new PracticeService({ clock: context.surroundings.clock, storage: folderStorage(folder) });
  } catch {
    return fail('practice-damaged', `The state of the practice vault in ${folder} cannot be read.`, {
      advice: 'Start it anew: keyferry practice-vault reset.',
    });
  }
  try {
    return { ok: true, value: await serveOverHttps({ service, folder, port }) };
  } catch (error) {
    return cannotServe(error, port);
  }
}

function cannotServe(error: unknown, port: number): Result<never> {
  switch (error instanceof Error && 'code' in error ? error.code : '') {
    case 'EADDRINUSE':
      return fail('port-taken', `The port ${port} of 127.0.0.1 is taken by another program.`, {
        advice: 'Choose another one, or leave --port out: any free one is taken then.',
      });
    case 'EACCES':
      return fail('port-forbidden', `Your account may not open the port ${port}.`, {
        advice: 'Choose one from 1024 on, or leave --port out.',
      });
    default:
      throw error;
  }
}

function startOutcome(context: Context, { port, caFile }: ServingPractice): Outcome {
  return done(
    { practice: true, host: '127.0.0.1', port, pid: process.pid, caFile },
    `PRACTICE vault served over HTTPS on 127.0.0.1:${port}.
Certificate of its CA: ${caFile}
Every keyferry on the data folder ${context.dataFolder} uses it now. Ctrl-C ends it.`,
  );
}

function waitForInterrupt({ terminal }: Context): { readonly promise: Promise<void>; stop(): void } {
  let stop = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    stop = terminal.onInterrupt(resolve);
  });
  return { promise, stop: () => stop() };
}
