import { homedir } from 'node:os';
import { parseArgs } from 'node:util';
import { BROWSER_ORIGIN } from '../../../shared/contract/wire.js';
import { describeFailure } from '../../../shared/describe-failure.js';
import { fail, ok, type Failure, type Result } from '../../../shared/result.js';
import type { Answerer, DoorFacts } from '../../ipc/index.js';
import { dataFolder } from '../cli/data-folder.js';
import { readWindowState } from '../window-state.js';
import { canRun, findBrowser } from './find-browser.js';
import { openBrowserDoor, type BrowserDoor } from './open-browser-door.js';
import { rememberSize } from './remember-size.js';

export interface BrowserRun {
  /** The arguments after the program's name. */
  readonly args: readonly string[];
  readonly rendererFolder: string;
  readonly makeAnswerer: (facts: DoorFacts) => Answerer;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly say: (line: string) => void;
}

const USAGE = 2;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Opens the browser window and lives as long as it does. Answers the exit code: 0 closed, 1 it cannot be opened or ended
 * by itself, 2 wrong usage. Everything is sealed when it answers.
 */
export async function runBrowserDoor(run: BrowserRun): Promise<number> {
  const refuse = (failure: Failure, code = 1): number => {
    run.say(describeFailure(failure));
    return code;
  };
  const folder = askedFolder(run);
  if (!folder.ok) return refuse(folder.failure, USAGE);
  const display = checkDisplay(run);
  if (!display.ok) return refuse(display.failure);
  const browser = findBrowser({ platform: run.platform, env: run.env, home: homedir(), canRun });
  if (!browser.ok) return refuse(browser.failure);
  const door = await open(run, folder.value, browser.value);
  if (!door.ok) return refuse(door.failure);
  run.say(`Keyferry is open in ${browser.value}. Data folder: ${folder.value}. Close the window to end.`);
  return lifeOf(door.value, folder.value, run.say);
}

/** Whether a window can be shown at all. Code `no-display`. */
export function checkDisplay({ platform, env }: Pick<BrowserRun, 'platform' | 'env'>): Result<void> {
  if (platform !== 'linux' || env['DISPLAY'] || env['WAYLAND_DISPLAY']) return ok(undefined);
  return fail('no-display', 'There is no display here, so there is nowhere to open a window.', {
    advice:
      'To see Keyferry work without one: npm run demo. To work without one: npx keyferry --help. For a window: start it from a desktop session, or under Xvfb (xvfb-run npm start).',
  });
}

function askedFolder({ args, env, platform }: BrowserRun): Result<string> {
  let given: string | undefined;
  try {
    given = parseArgs({ args: [...args], options: { 'data-dir': { type: 'string' } } }).values['data-dir'];
  } catch (error) {
    return fail('usage', error instanceof Error ? error.message : String(error), {
      advice: 'The window knows one option: --data-dir FOLDER.',
    });
  }
  return dataFolder(given, { env, platform, home: homedir(), cwd: process.cwd() });
}

/** Code `browser-did-not-start`. */
async function open(run: BrowserRun, folder: string, executablePath: string): Promise<Result<BrowserDoor>> {
  const answerer = run.makeAnswerer({ door: 'browser', origin: BROWSER_ORIGIN, dataFolder: folder });
  const { rendererFolder } = run;
  try {
    const viewport = readWindowState(folder);
    return ok(await openBrowserDoor({ answerer, rendererFolder, executablePath, headless: false, viewport }));
  } catch (error) {
    await answerer.close();
    return fail('browser-did-not-start', `${executablePath} did not open the window: ${firstLine(error)}`, {
      advice: 'Start it once by hand to see what it says, or name another browser in KEYFERRY_BROWSER.',
    });
  }
}

async function lifeOf(door: BrowserDoor, folder: string, say: (line: string) => void): Promise<number> {
  const stopRemembering = rememberSize(door.page, folder);
  const end = (): void => void door.close();
  for (const signal of SIGNALS) process.on(signal, end);
  const { crashed } = await door.closed;
  for (const signal of SIGNALS) process.off(signal, end);
  stopRemembering();
  if (crashed) say('The browser window ended by itself. The workstation is sealed; start it again to go on.');
  return crashed ? 1 : 0;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').trim();
}
