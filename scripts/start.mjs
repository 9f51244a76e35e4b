// `npm start`: sets up what is missing, then opens the window: in Electron where its runtime is, else in the machine's
// own Chromium, Chrome or Edge.
//   npm start                             on the usual data folder
//   npm start -- --data-dir FOLDER        on another one
import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { buildWindow } from './lib/build-window.mjs';
import { electronRuntime } from './lib/electron-runtime.mjs';
import { ROOT, at } from './lib/root.mjs';
import { endWithChildren } from './lib/run.mjs';
import { say } from './lib/say.mjs';
import { ensureSystemPackages, WINDOW_PACKAGES } from './lib/system-packages.mjs';
import { setUpProgram } from './setup.mjs';

const USAGE =
  'npm start [-- --data-dir FOLDER]\nOpens the window. Without a display: npm run demo, or npx keyferry --help.';
const NO_CORE = 'ulimit -c 0; exec "$@"';
const built = (file) => import(new URL(`../dist/main/doors/${file}`, import.meta.url).href);

/** Answers the exit code. */
async function start(args) {
  if (args.includes('--help') || args.includes('-h')) {
    say(USAGE);
    return 0;
  }
  const why = await setUp();
  if (why) {
    say(why);
    return 1;
  }
  const { checkDisplay, runBrowserDoor } = await built('browser/index.js');
  const { describeFailure } = await import(new URL('../dist/shared/describe-failure.js', import.meta.url).href);
  const display = checkDisplay({ platform: process.platform, env: process.env });
  if (!display.ok) {
    say(describeFailure(display.failure));
    return 1;
  }
  const electron = electronRuntime();
  if (electron.program) {
    say(`Opening the window in Electron ${electron.version}.`);
    return startElectron(electron.program, args);
  }
  say(`Opening the window in this machine's own browser: ${electron.why}.`);
  await ensureBrowser();
  const { makeAnswerer } = await built('../ipc/index.js');
  return runBrowserDoor({
    args,
    rendererFolder: at('dist', 'app', 'renderer'),
    makeAnswerer,
    env: process.env,
    platform: process.platform,
    say,
  });
}

async function setUp() {
  const stopListening = endWithChildren();
  try {
    return (await setUpProgram()) ?? (await buildWindow());
  } finally {
    stopListening();
  }
}

/** Debian's Chromium, where no browser is there and we may install it; what cannot be done the door tells. */
async function ensureBrowser() {
  const { canRun, findBrowser } = await built('browser/index.js');
  const found = findBrowser({ platform: process.platform, env: process.env, home: homedir(), canRun });
  if (!found.ok && found.failure.code === 'no-browser' && process.getuid?.() === 0) {
    await ensureSystemPackages(WINDOW_PACKAGES);
  }
}

/** Electron lives as long as its window. Ctrl-C reaches it by itself (same terminal); it seals and ends. */
function startElectron(program, args) {
  // Chromium does not run its sandbox as root; nobody should work as root, but a rehearsal may.
  const root = process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : [];
  return new Promise((resolve) => {
    // A crash must not leave the memory of an unlocked workstation on the disk.
    const [starter, ...before] =
      process.platform === 'win32' ? [program] : ['/bin/sh', '-c', NO_CORE, program, program];
    const child = spawn(starter, [...before, ROOT, ...root, ...args], { stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('error', (error) => {
      say(`Electron could not be started: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

process.exitCode = await start(process.argv.slice(2));
