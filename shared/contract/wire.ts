/*
 * The names under which calls and pushes travel; main and preload must agree on them. They hold no secret: who may
 * call is decided by the sender's origin and frame, in main.
 */

/** Electron: the one channel of ipcRenderer.invoke. */
export const IPC_CALL = 'keyferry:call';
/** Electron: the one channel of webContents.send. */
export const IPC_PUSH = 'keyferry:push';

/** Browser window: the function by which the page calls; preload takes it off the window before the page runs. */
export const BINDING_CALL = 'keyferryCall';
/** Browser window: the function by which main tells. */
export const BINDING_PUSH = 'keyferryPush';

/** The page's own origin in Electron. */
export const APP_ORIGIN = 'app://keyferry';
/** The page's own origin in the browser window; nothing listens there: requests are answered in process. */
export const BROWSER_ORIGIN = 'https://keyferry.localhost';
