import { join } from 'node:path';
import { openDesktop } from '../../../main/doors/electron/index.js';
import { ROOT } from '../../borders/tree.js';
import { FakeAnswerer } from '../../support/fake-answerer.js';
import { FakeBrowserWindow, resetFakeElectron, sessions, type FakeSession } from '../../support/fake-electron.js';
import { cpSync } from 'node:fs';
import { freshFolder } from '../../support/folders.js';

export interface Desktop {
  readonly answerer: FakeAnswerer;
  readonly folder: string;
  readonly appFolder: string;
  /** The window, and the session it lives in; they fail the test where there is none. */
  readonly window: () => FakeBrowserWindow;
  readonly session: () => FakeSession;
}

/** Opens the desktop door on the faked Electron, with the tests' page as its renderer. */
export async function desktop(
  change: { readonly folder?: string; readonly args?: readonly string[]; readonly before?: () => void } = {},
): Promise<Desktop> {
  resetFakeElectron();
  change.before?.();
  const answerer = new FakeAnswerer();
  const folder = change.folder ?? join(freshFolder(), 'data');
  const appFolder = freshFolder();
  cpSync(join(ROOT, 'tests', 'fixtures', 'window-page'), join(appFolder, 'renderer'), { recursive: true });
  await openDesktop({ appFolder, makeAnswerer: answerer.make, args: change.args ?? ['--data-dir', folder] });
  return {
    answerer,
    folder,
    appFolder,
    window: () => only(FakeBrowserWindow.all),
    session: () => only(sessions),
  };
}

function only<T>(list: readonly T[]): T {
  const [first, ...rest] = list;
  if (first === undefined || rest.length > 0) throw new Error(`Expected one, found ${list.length}.`);
  return first;
}
