// One life of the browser window, from the start of its process; prints what it took as JSON. Started by bench/window.mjs:
//   node window-child.mjs DATA-FOLDER RENDERER-FOLDER [scroll]
import { memoryOfTree } from './memory.mjs';
import { LOGINS } from './stations.mjs';

const [folder, rendererFolder, wish] = process.argv.slice(2);
const PATIENCE_MS = 120_000;
const FRAMES = 300;

const { openBrowserDoor } = await import('../../../dist/main/doors/browser/index.js');
const { makeAnswerer } = await import('../../../dist/main/ipc/index.js');
const answerer = makeAnswerer(
  { door: 'browser', origin: 'https://keyferry.localhost', dataFolder: folder },
  // The scrypt of the data folder stands in its identities; only new ones would take this.
  { preferSecretsIn: 'sealed-store' },
);
const viewport = { width: 1280, height: 800 };
const door = await openBrowserDoor({ answerer, rendererFolder, headless: true, viewport });
const { page } = door;
page.setDefaultTimeout(PATIENCE_MS);
try {
  await page.getByRole('button', { name: 'Log in' }).waitFor();
  // Since the process began.
  const usable = performance.now();
  const tree = await logIn();
  const memory = memoryOfTree(process.pid);
  const frames = wish === 'scroll' ? await scrollLogs() : undefined;
  process.stdout.write(
    JSON.stringify({ usable, tree, memory, ...(frames ? { frames, memoryAfter: memoryOfTree(process.pid) } : {}) }),
  );
} finally {
  await door.close();
}

/** From the click on Log in until the tree can be used. */
async function logIn() {
  const which = ['First', 'Second'];
  for (const [at, { name, passphrase }] of LOGINS.entries()) {
    const fields = page.getByRole('group', { name: `${which[at]} administrator` });
    await fields.getByLabel('Identity').fill(name);
    await fields.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  }
  const start = performance.now();
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('row', { name: 'System Logs' }).waitFor();
  return performance.now() - start;
}

/** Milliseconds between frames: at rest, while scrolling on, while jumping all over the log. */
async function scrollLogs() {
  await page.getByRole('row', { name: 'System Logs' }).click();
  await page.getByRole('button', { name: 'Service' }).click();
  await page.getByRole('option', { name: 'All services' }).click();
  await page.getByRole('grid', { name: 'Events' }).getByRole('row').nth(10).waitFor();
  const record = (move) =>
    page.evaluate(`new Promise((done) => {
      const grid = document.querySelector('[role=grid]');
      const reach = grid.scrollHeight - grid.clientHeight;
      const move = ${move};
      const frames = [];
      let last;
      const step = (time) => {
        if (last !== undefined) frames.push(time - last);
        last = time;
        if (frames.length >= ${FRAMES}) return done(frames);
        move(grid, reach, frames.length);
        requestAnimationFrame(step);
      };
      requestAnimationFrame(step);
    })`);
  const rest = await record('() => undefined');
  const on = await record('(grid) => { grid.scrollTop += 120; }');
  // The fractions of the golden ratio: everywhere, and nowhere twice.
  const jumps = await record('(grid, reach, number) => { grid.scrollTop = ((number * 0.618034) % 1) * reach; }');
  return { rest, on, jumps };
}
