// Electron's entry: opens the desktop door, nothing else.
import { join } from 'node:path';
import { app } from 'electron';
import { openDesktop } from './doors/electron/index.js';
import { makeAnswerer } from './ipc/index.js';

// Not awaited: Electron becomes ready only after this file has been run to its end.
void openDesktop({
  appFolder: join(import.meta.dirname, '..'),
  makeAnswerer,
  // Packaged, the program is the first argument; else Electron is, and our folder the second.
  args: process.argv.slice(app.isPackaged ? 1 : 2),
});
