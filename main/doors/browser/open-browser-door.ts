import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { describeFailure } from '../../../shared/describe-failure.js';
import type { Answerer } from '../../ipc/index.js';
import { WindowFiles } from '../window-files.js';
import { FIRST_STATE } from '../window-state.js';
import { canRun, findBrowser } from './find-browser.js';
import { launchOptions, prepareProfile, type Size } from './launch.js';
import { bridgePage } from './page-bridge.js';
import { guardContext, showPage } from './page-guard.js';

export interface BrowserDoorOptions {
  readonly answerer: Answerer;
  /** The built renderer, dist/app/renderer. */
  readonly rendererFolder: string;
  /** The browser window's preload; beside the renderer unless given. */
  readonly preloadFile?: string;
  /** The machine's own unless given. */
  readonly executablePath?: string;
  readonly headless: boolean;
  /** Size of the page without a window, of the window with one. */
  readonly viewport?: Size;
  readonly colorScheme?: 'light' | 'dark';
  readonly deviceScaleFactor?: number;
}

export interface BrowserDoor {
  readonly page: Page;
  /** Ends when the window is gone, whoever closed it, and everything is put away. `crashed`: it was not closed by anybody. */
  readonly closed: Promise<{ readonly crashed: boolean }>;
  close(): Promise<void>;
}

/**
 * Opens the window: the machine's Chromium, driven over a pipe, in a profile of its own that is removed at the end.
 * Rejects when Chromium does not start; nothing is left behind then.
 */
export async function openBrowserDoor(options: BrowserDoorOptions): Promise<BrowserDoor> {
  // Not at the top: the command line and the desktop door come without playwright-core.
  const { chromium } = await import('playwright-core');
  const files = new WindowFiles(options.rendererFolder);
  const preload = readFileSync(
    options.preloadFile ?? join(options.rendererFolder, '..', 'preload', 'browser.js'),
    'utf8',
  );
  const profile = mkdtempSync(join(tmpdir(), 'keyferry-window-'));
  let context: BrowserContext | undefined;
  try {
    prepareProfile(profile);
    context = await chromium.launchPersistentContext(profile, wishesOf(options));
    const page = context.pages()[0] ?? (await context.newPage());
    const closing = watchClosing(context, page, options.answerer, profile);
    await guardContext(context, page, files);
    closing.onClose(await bridgePage(context, page, options.answerer, preload));
    await showPage(page);
    return { page, closed: closing.closed, close: closing.close };
  } catch (error) {
    await context?.close().catch(() => undefined);
    await removeProfile(profile);
    throw error;
  }
}

function wishesOf(options: BrowserDoorOptions): ReturnType<typeof launchOptions> {
  const { headless, viewport, colorScheme, deviceScaleFactor } = options;
  return launchOptions({
    executablePath: options.executablePath ?? browserOfMachine(),
    headless,
    size: viewport ?? FIRST_STATE,
    root: process.getuid?.() === 0,
    ...(colorScheme === undefined ? {} : { colorScheme }),
    ...(deviceScaleFactor === undefined ? {} : { deviceScaleFactor }),
  });
}

function browserOfMachine(): string {
  const found = findBrowser({ platform: process.platform, env: process.env, home: homedir(), canRun });
  if (!found.ok) throw new Error(describeFailure(found.failure));
  return found.value;
}

interface Closing {
  readonly closed: BrowserDoor['closed'];
  readonly close: () => Promise<void>;
  readonly onClose: (act: () => void) => void;
}

/** However the window goes (closed, crashed, Chromium ended), the workstation is sealed first and the profile removed last. */
function watchClosing(context: BrowserContext, page: Page, answerer: Answerer, profile: string): Closing {
  const acts: (() => void)[] = [];
  let ending: Promise<void> | undefined;
  let crashed = false;
  let tell: (end: { readonly crashed: boolean }) => void;
  const closed = new Promise<{ readonly crashed: boolean }>((resolve) => (tell = resolve));
  const end = async (): Promise<void> => {
    for (const act of acts) act();
    await answerer.close().catch(() => undefined);
    await context.close().catch(() => undefined);
    await removeProfile(profile);
    tell({ crashed });
  };
  const close = (): Promise<void> => (ending ??= end());
  page.on('crash', () => {
    crashed = true;
    void close();
  });
  page.on('close', () => void close());
  context.on('close', () => void close());
  return { closed, close, onClose: (act) => void acts.push(act) };
}

/** Chromium's helpers may still write for a moment after it has ended. */
async function removeProfile(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }).catch(() => undefined);
}
