import { EventEmitter } from 'node:events';

/*
 * Electron's module, as far as main/doors/electron and preload use it, for `vi.mock('electron', ...)`. It records what
 * is set and lets a test play Chromium's part. The real one must never be loaded here: that starts a download.
 */

type Handler = (...args: never[]) => unknown;

export class FakeSession {
  readonly partition: string;
  readonly events = new EventEmitter();
  readonly handlers = new Map<string, Handler>();
  readonly schemes = new Map<string, (request: Request) => Response>();
  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Response): void => void this.schemes.set(scheme, handler),
  };
  readonly webRequest = { onBeforeRequest: (handler: Handler): void => this.#set('onBeforeRequest', handler) };

  constructor(partition: string) {
    this.partition = partition;
  }

  setPermissionCheckHandler = (handler: Handler): void => this.#set('permissionCheck', handler);
  setPermissionRequestHandler = (handler: Handler): void => this.#set('permissionRequest', handler);
  setDevicePermissionHandler = (handler: Handler): void => this.#set('devicePermission', handler);
  setDisplayMediaRequestHandler = (handler: Handler): void => this.#set('displayMedia', handler);
  on = (event: string, listener: (...args: unknown[]) => void): void => void this.events.on(event, listener);

  /** Asks a handler as Chromium would; a handler that was never set fails the test. */
  ask(name: string, ...args: unknown[]): unknown {
    const handler = this.handlers.get(name);
    if (!handler) throw new Error(`Nobody handles ${name}.`);
    return (handler as (...args: unknown[]) => unknown)(...args);
  }

  #set(name: string, handler: Handler): void {
    this.handlers.set(name, handler);
  }
}

export interface FakeFrame {
  readonly origin: string;
  readonly parent: FakeFrame | null;
}

export class FakeWebContents extends EventEmitter {
  readonly mainFrame: FakeFrame = { origin: 'app://keyferry', parent: null };
  readonly handled = new Map<string, (...args: unknown[]) => unknown>();
  readonly sent: (readonly [string, string])[] = [];
  openHandler: ((details: { url: string }) => { action: string }) | undefined;
  address = 'app://keyferry/';
  readonly ipc = {
    handle: (channel: string, handler: (...args: unknown[]) => unknown): void =>
      void this.handled.set(channel, handler),
  };

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }

  send(channel: string, text: string): void {
    this.sent.push([channel, text]);
  }

  getURL(): string {
    return this.address;
  }
}

interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

export class FakeBrowserWindow extends EventEmitter {
  static readonly all: FakeBrowserWindow[] = [];
  readonly options: Readonly<Record<string, unknown>> & { readonly webPreferences: Readonly<Record<string, unknown>> };
  readonly webContents = new FakeWebContents();
  readonly acts: string[] = [];
  bounds: Bounds = { x: 10, y: 20, width: 1300, height: 820 };
  maximized = false;
  minimized = false;
  focused = false;
  destroyed = false;

  constructor(options: FakeBrowserWindow['options']) {
    super();
    this.options = options;
    FakeBrowserWindow.all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  loadURL(address: string): Promise<void> {
    this.acts.push(`load ${address}`);
    return Promise.resolve();
  }
  maximize(): void {
    this.maximized = true;
    this.acts.push('maximize');
  }
  show = (): void => void this.acts.push('show');
  focus = (): void => void this.acts.push('focus');
  restore = (): void => void this.acts.push('restore');
  isMaximized = (): boolean => this.maximized;
  isMinimized = (): boolean => this.minimized;
  isFocused = (): boolean => this.focused;
  isDestroyed = (): boolean => this.destroyed;
  getNormalBounds = (): Bounds => this.bounds;
}

class FakeApp extends EventEmitter {
  isPackaged = false;
  firstInstance = true;
  sandboxed = false;
  readonly quits: string[] = [];
  readonly paths = new Map<string, string>();
  readonly switches = new Map<string, string | undefined>();
  readonly commandLine = {
    appendSwitch: (name: string, value?: string): void => void this.switches.set(name, value),
  };

  enableSandbox(): void {
    this.sandboxed = true;
  }
  setPath = (name: string, path: string): void => void this.paths.set(name, path);
  requestSingleInstanceLock = (): boolean => this.firstInstance;
  whenReady = (): Promise<void> => Promise.resolve();
  quit = (): void => void this.quits.push('quit');
  exit = (code: number): void => void this.quits.push(`exit ${code}`);
}

export class FakeNotification extends EventEmitter {
  static readonly shown: FakeNotification[] = [];
  static isSupported = (): boolean => true;
  readonly options: { readonly title: string; readonly body: string };

  constructor(options: FakeNotification['options']) {
    super();
    this.options = options;
  }
  show = (): void => void FakeNotification.shown.push(this);
}

export const app = new FakeApp();
export const powerMonitor = new EventEmitter();
export const nativeTheme = { shouldUseDarkColors: false };
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] };
export const protocol = {
  registered: [] as { scheme: string; privileges: Readonly<Record<string, boolean>> }[],
  registerSchemesAsPrivileged(schemes: { scheme: string; privileges: Readonly<Record<string, boolean>> }[]): void {
    protocol.registered.push(...schemes);
  },
};
export const sessions: FakeSession[] = [];
export const session = {
  fromPartition(partition: string): FakeSession {
    const made = new FakeSession(partition);
    sessions.push(made);
    return made;
  },
};
export const dialog = {
  saveAnswer: { canceled: false, filePath: '' },
  asked: [] as unknown[],
  errors: [] as string[],
  showSaveDialog(...args: unknown[]): Promise<{ canceled: boolean; filePath: string }> {
    dialog.asked.push(args.at(-1));
    return Promise.resolve(dialog.saveAnswer);
  },
  showErrorBox: (title: string, text: string): void => void dialog.errors.push(`${title}: ${text}`),
};
export const Menu = {
  applied: undefined as unknown,
  buildFromTemplate: (template: unknown): unknown => template,
  setApplicationMenu: (menu: unknown): void => void (Menu.applied = menu),
};

/** The renderer's side. */
export const exposed = new Map<string, unknown>();
export const contextBridge = {
  exposeInMainWorld: (name: string, value: unknown): void => void exposed.set(name, value),
};
export const ipcRenderer = Object.assign(new EventEmitter(), {
  invoked: [] as (readonly unknown[])[],
  reply: '{"ok":true}',
  invoke(...args: unknown[]): Promise<string> {
    ipcRenderer.invoked.push(args);
    return Promise.resolve(ipcRenderer.reply);
  },
});

export { FakeBrowserWindow as BrowserWindow, FakeNotification as Notification };

/** Forgets everything, for the next test. */
export function resetFakeElectron(): void {
  for (const emitter of [app, powerMonitor, ipcRenderer]) emitter.removeAllListeners();
  Object.assign(app, { isPackaged: false, firstInstance: true, sandboxed: false });
  app.quits.length = 0;
  app.paths.clear();
  app.switches.clear();
  FakeBrowserWindow.all.length = 0;
  FakeNotification.shown.length = 0;
  protocol.registered.length = 0;
  sessions.length = 0;
  Object.assign(dialog, { saveAnswer: { canceled: false, filePath: '' }, asked: [], errors: [] });
  Menu.applied = undefined;
  exposed.clear();
  Object.assign(ipcRenderer, { invoked: [], reply: '{"ok":true}' });
  nativeTheme.shouldUseDarkColors = false;
}
