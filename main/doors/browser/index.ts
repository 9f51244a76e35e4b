export { browserPaths, canRun, findBrowser, type BrowserSurroundings } from './find-browser.js';
export { openBrowserDoor, type BrowserDoor, type BrowserDoorOptions } from './open-browser-door.js';
export { checkDisplay, runBrowserDoor, type BrowserRun } from './run-browser-door.js';
