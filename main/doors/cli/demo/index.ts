import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { ExportReceipt } from '../../../../shared/domain/log-event.js';
import type { Workstation, WorkstationOptions } from '../../../workstation.js';
import { addCredential } from './chapters/credential.js';
import { deleteOnCloud } from './chapters/delete-on-cloud.js';
import { showEvidence } from './chapters/evidence.js';
import { firstStart } from './chapters/first-start.js';
import { makeGroupsAndKeys } from './chapters/groups-and-keys.js';
import { loseAnAnswer } from './chapters/lost-answer.js';
import { failOnPurpose } from './chapters/refusal.js';
import { rotateGroup } from './chapters/rotate.js';
import { synchronizeBoth } from './chapters/synchronize.js';
import { count, span } from './layout.js';
import { StoryBroken, type Stage } from './stage.js';
import { Story } from './story.js';

/** What may come from outside; everything has its ordinary value. */
export interface DemoOptions {
  readonly write?: (text: string) => void;
  readonly colour?: boolean;
  readonly outputFolder?: string;
  /** In which the temporary data folder is made. */
  readonly temporaryFolder?: string;
  readonly workstation?: WorkstationOptions;
  readonly randomText?: (bytes: number) => string;
  readonly signal?: AbortSignal;
}

const STOPPED = 'it was stopped (Ctrl-C).';

/**
 * The demonstration: the whole job against the practice vault, in a temporary data folder that is removed afterwards.
 * Only the exported logs stay. Answers the exit code: 0 done, 1 something did not go as the story says, or Ctrl-C.
 */
export async function runDemo(options: DemoOptions = {}): Promise<number> {
  const story = new Story({
    write: options.write ?? ((text) => void process.stdout.write(text)),
    colour: options.colour ?? (process.stdout.isTTY && !process.env['NO_COLOR']),
    now: () => performance.now(),
  });
  const dataFolder = mkdtempSync(join(options.temporaryFolder ?? tmpdir(), 'keyferry-demo-'));
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  const randomText = options.randomText ?? ((bytes) => randomBytes(bytes).toString('base64url'));
  process.on('SIGINT', onInterrupt);
  process.stdout.on('error', ignoreBrokenPipe);
  try {
    await tell({
      story,
      dataFolder,
      outputFolder: options.outputFolder ?? join(process.cwd(), 'demo-output'),
      // Not the OS keychain: a demonstration leaves nothing behind in it.
      options: { preferSecretsIn: 'sealed-store', ...options.workstation },
      logins: ['Ada', 'Ben'].map((name) => ({ name, passphrase: randomText(24) })),
      randomText,
      signal,
    });
    return 0;
  } catch (error) {
    if (!(error instanceof StoryBroken)) throw error;
    story.space();
    // What a chapter found half done after Ctrl-C is no news to whoever pressed it.
    story.quote(`The demonstration ends here: ${signal.aborted ? STOPPED : error.message}`, 'ERROR');
    return 1;
  } finally {
    process.off('SIGINT', onInterrupt);
    process.stdout.off('error', ignoreBrokenPipe);
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** `npm run demo | head` closes the pipe: that is no error of anybody's. */
function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

async function tell(stage: Stage): Promise<void> {
  const { story } = stage;
  story.title('Keyferry demonstration: bring your own key to Azure Key Vault');
  story.text(
    'Everything below is really done, now, by the program itself: keys are made, wrapped, sent by the official Azure SDK, unwrapped and compared. The vault is the embedded practice vault, so nothing leaves this machine.',
  );
  makeFolder(stage.outputFolder);
  const workstation = await firstStart(stage);
  let done: { readonly files: readonly ExportReceipt[]; readonly compared: number };
  try {
    done = await mainPart(stage, workstation);
  } finally {
    workstation.close();
  }
  ending(stage, done.files, done.compared);
}

/** Before anything else: nobody should wait for a story whose end cannot be written. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new StoryBroken(
      `The folder for the exported logs, ${folder}, cannot be made${code}. Run it in a folder in which you may write.`,
    );
  }
}

async function mainPart(
  stage: Stage,
  workstation: Workstation,
): Promise<{ readonly files: readonly ExportReceipt[]; readonly compared: number }> {
  const goOn = (): void => {
    if (stage.signal.aborted) throw new StoryBroken(STOPPED);
  };
  const scene = await addCredential(stage, workstation);
  goOn();
  const groups = await makeGroupsAndKeys(scene);
  goOn();
  let compared = await synchronizeBoth(scene, groups);
  goOn();
  compared += await rotateGroup(scene, groups.payroll);
  goOn();
  compared += await failOnPurpose(scene, groups.signing);
  goOn();
  compared += await loseAnAnswer(scene, groups.signing);
  goOn();
  await deleteOnCloud(scene, groups.signing);
  goOn();
  return { files: await showEvidence(scene), compared };
}

function ending(stage: Stage, files: readonly ExportReceipt[], compared: number): void {
  const { story } = stage;
  story.closing('The figures');
  story.summary();
  story.space();
  story.good(`Fingerprints compared, ours with Azure's: ${count(compared, 'comparison')}, all equal.`);
  story.closing('What is left, and what to try next');
  story.text(`The temporary data folder is removed. The exported logs stay:`);
  story.lines(...files.map((file) => `  ${relative(process.cwd(), file.file)}`));
  story.space();
  story.text('The same by hand, step by step, with passphrases of your own (README.md has all the steps):');
  story.lines('  npx keyferry init --admin ada=ada.txt --admin ben=ben.txt', '  npx keyferry --help');
  story.text('With a real vault: docs/user-guide.md, "Set-up in Azure".');
  story.space();
  story.good(`Done in ${span(story.elapsed)}.`);
}
