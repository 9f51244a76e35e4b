import { BrowserWindow, nativeTheme, screen, type BrowserWindowConstructorOptions, type Session } from 'electron';
import { LEAST_SIZE, onScreen, readWindowState, writeWindowState, type WindowState } from '../window-state.js';

export interface WindowParts {
  readonly session: Session;
  /** dist/app/preload/index.cjs */
  readonly preloadFile: string;
  /** Where the window's place is remembered. */
  readonly dataFolder: string;
  readonly packaged: boolean;
}

/** The colour of the page before it is painted, so that a dark screen does not flash. */
const BACKGROUND = { light: '#ffffff', dark: '#16181d' };

/** How the window is made; every security setting is said, also where it is the default. */
export function windowOptions(
  { session, preloadFile, packaged }: Omit<WindowParts, 'dataFolder'>,
  state: WindowState,
  dark: boolean,
): BrowserWindowConstructorOptions {
  const { maximized: _, ...bounds } = state;
  return {
    ...bounds,
    minWidth: LEAST_SIZE.width,
    minHeight: LEAST_SIZE.height,
    title: 'Keyferry',
    // Shown when the page has been painted once.
    show: false,
    backgroundColor: dark ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      session,
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      // A file dropped on the window would be a navigation.
      navigateOnDragDrop: false,
      // Words that are typed here are nobody else's business, and dictionaries are a download.
      spellcheck: false,
      // A passphrase typed into the tools of a stranger's machine.
      devTools: !packaged,
      // Jobs must go on being shown at their pace while another window is in front.
      backgroundThrottling: false,
    },
  };
}

/** Makes the window where it was last time, and remembers where it is when it is closed. */
export function makeWindow(parts: WindowParts): BrowserWindow {
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  const state = onScreen(readWindowState(parts.dataFolder), areas);
  const window = new BrowserWindow(windowOptions(parts, state, nativeTheme.shouldUseDarkColors));
  if (state.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    writeWindowState(parts.dataFolder, { ...window.getNormalBounds(), maximized: window.isMaximized() });
  });
  return window;
}

/** Brings the window to the front, wherever it is. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
