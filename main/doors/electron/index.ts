import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { app, dialog, Menu, powerMonitor, session, type BrowserWindow } from 'electron';
import { APP_ORIGIN } from '../../../shared/contract/wire.js';
import { describeFailure } from '../../../shared/describe-failure.js';
import type { Result } from '../../../shared/result.js';
import type { Answerer, DoorFacts } from '../../ipc/index.js';
import { dataFolder } from '../cli/data-folder.js';
import { NO_NETWORK } from '../no-network.js';
import { WindowFiles } from '../window-files.js';
import { chooseFile } from './choose-file.js';
import { menuTemplate } from './menu.js';
import { PAGE_ADDRESS, registerOwnScheme, serveOwnScheme } from './own-page.js';
import { refuseOfContents, refuseOfSession } from './refuse.js';
import { FinishedJobs } from './tell-finished.js';
import { connectWindow } from './window-ipc.js';
import { bringToFront, makeWindow } from './window.js';

export interface DesktopParts {
  /** dist/app */
  readonly appFolder: string;
  readonly makeAnswerer: (facts: DoorFacts) => Answerer;
  /** The command line's arguments, without the program's own. */
  readonly args: readonly string[];
}

/**
 * The desktop door: sets what must be set before the app is ready, at once; opens the window when it is ready. A second
 * start on the same data folder brings the first one's window to the front and ends.
 */
export async function openDesktop(parts: DesktopParts): Promise<void> {
  prepare();
  const folder = askedFolder(parts.args);
  if (!folder.ok) {
    refuseToStart(describeFailure(folder.failure));
    return;
  }
  // The lock of a single instance goes by this folder: another data folder is another workstation.
  mkdirSync(folder.value, { recursive: true, mode: 0o700 });
  app.setPath('userData', join(folder.value, 'desktop'));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  await app.whenReady();
  openWindow(parts, folder.value);
}

/** What Chromium hears only before it starts. */
function prepare(): void {
  app.enableSandbox();
  for (const { name, value } of NO_NETWORK) app.commandLine.appendSwitch(name, value);
  registerOwnScheme();
  refuseOfContents(app);
}

function askedFolder(args: readonly string[]): Result<string> {
  // Chromium's own switches may stand among them.
  const { values } = parseArgs({ args: [...args], options: { 'data-dir': { type: 'string' } }, strict: false });
  const given = values['data-dir'];
  return dataFolder(typeof given === 'string' ? given : undefined, {
    env: process.env,
    platform: process.platform,
    home: homedir(),
    cwd: process.cwd(),
  });
}

function refuseToStart(sentence: string): void {
  dialog.showErrorBox('Keyferry cannot start', sentence);
  app.exit(1);
}

function openWindow({ appFolder, makeAnswerer }: DesktopParts, folder: string): void {
  // Without "persist:" the session is in memory only: nothing of the page is left on the disk.
  const ours = session.fromPartition('keyferry-window');
  refuseOfSession(ours);
  serveOwnScheme(ours, new WindowFiles(join(appFolder, 'renderer')));
  const window = makeWindow({
    session: ours,
    preloadFile: join(appFolder, 'preload', 'index.cjs'),
    dataFolder: folder,
    packaged: app.isPackaged,
  });
  const answerer = makeAnswerer({
    door: 'desktop',
    origin: APP_ORIGIN,
    dataFolder: folder,
    chooseFile: (suggested) => chooseFile(window, suggested),
  });
  connectWindow(window, answerer);
  const finished = new FinishedJobs(window);
  answerer.onPush((push) => finished.hear(push));
  setMenu(answerer);
  watchSystem(window, answerer);
  void window.loadURL(PAGE_ADDRESS);
}

function setMenu(answerer: Answerer): void {
  const template = menuTemplate({
    mac: process.platform === 'darwin',
    packaged: app.isPackaged,
    lock: () => answerer.lock(),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/** What the system and other starts tell the program. */
function watchSystem(window: BrowserWindow, answerer: Answerer): void {
  app.on('second-instance', () => bringToFront(window));
  app.on('activate', () => bringToFront(window));
  // Somebody left the machine, or closed its lid: whoever comes next must say who they are.
  powerMonitor.on('lock-screen', () => answerer.lock());
  powerMonitor.on('suspend', () => answerer.lock());
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') void window.loadURL(PAGE_ADDRESS);
  });
  // One window is the program, on macOS too: closed, the workstation is sealed.
  app.on('window-all-closed', () => app.quit());
  let sealed = false;
  app.on('will-quit', (event) => {
    if (sealed) return;
    event.preventDefault();
    sealed = true;
    void answerer.close().finally(() => app.quit());
  });
}
