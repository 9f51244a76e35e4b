// Photographs every view and dialog of the real window, filled with a made-up year of work: light and dark, at 100 % and
// at 200 %, for people to look at.
//   node scripts/shoot.mjs --out FOLDER                 all of them
//   node scripts/shoot.mjs --out FOLDER --only keys     scenes whose name holds "keys"
//   node scripts/shoot.mjs --out FOLDER --docs          and the set of docs/pictures anew
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWindow } from './lib/build-window.mjs';
import { CEREMONY_SCENES } from './lib/pictures/ceremony-scenes.mjs';
import { tellCeremonies } from './lib/pictures/ceremony-story.mjs';
import { DRIFT_SCENES } from './lib/pictures/drift-scenes.mjs';
import { tellDrift } from './lib/pictures/drift-story.mjs';
import { FIRST_START_SCENES, LOGIN_SCENES } from './lib/pictures/entrance-scenes.mjs';
import { SCENES } from './lib/pictures/scenes.mjs';
import { squeezePng } from './lib/pictures/squeeze.mjs';
import { PictureStation } from './lib/pictures/station.mjs';
import { tellStory } from './lib/pictures/story.mjs';
import { at } from './lib/root.mjs';
import { endWithChildren } from './lib/run.mjs';
import { say } from './lib/say.mjs';
import { setUpProgram } from './setup.mjs';

const LOOKS = [
  { look: 'light', colorScheme: 'light', viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
  { look: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
  { look: 'light-200', colorScheme: 'light', viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  { look: 'dark-200', colorScheme: 'dark', viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
];
const RENDERER = at('dist', 'app', 'renderer');
const DOCS = at('docs', 'pictures');
const LARGEST_KB = 200;

const failed = [];

async function shoot({ out, only, docs }) {
  const fits = ({ name }) => only === undefined || name.includes(only);
  if (FIRST_START_SCENES.some(fits)) for (const look of LOOKS) await shootFirstStart(look, { out, fits, docs });
  if (DRIFT_SCENES.some(fits)) await shootDrift({ out, fits, docs });
  if (CEREMONY_SCENES.some(fits)) await shootCeremonies({ out, fits, docs });
  if (![...SCENES, ...LOGIN_SCENES].some(fits)) return;
  const station = await PictureStation.make({ daysAgo: 400 });
  let release = () => Promise.resolve();
  try {
    say('Living through a year ...');
    release = await tellStory(station);
    for (const look of LOOKS) await shootFrame(station, look, SCENES, { out, fits, docs });
    await release();
    release = () => Promise.resolve();
    if (LOGIN_SCENES.some(fits)) await shootLogIn(station, { out, fits, docs });
  } finally {
    await release();
    await station.close();
  }
}

async function shootDrift(wishes) {
  const station = await PictureStation.make({ daysAgo: 100 });
  try {
    say('Making one difference of each kind ...');
    await tellDrift(station);
    for (const look of LOOKS) await shootFrame(station, look, DRIFT_SCENES, wishes);
  } finally {
    await station.close();
  }
}

async function shootCeremonies(wishes) {
  const station = await PictureStation.make({ daysAgo: 0 });
  try {
    say('Holding ceremonies ...');
    await tellCeremonies(station);
    for (const look of LOOKS) await shootFrame(station, look, CEREMONY_SCENES, wishes);
  } finally {
    await station.close();
  }
}

async function shootFirstStart(look, wishes) {
  const station = await PictureStation.make({ daysAgo: 0 });
  const door = await openLook(station, look);
  try {
    for (const scene of FIRST_START_SCENES) {
      await scene.open(door.page);
      await keep(door.page, scene, look, wishes);
    }
  } catch (error) {
    await broken(door.page, { name: 'first-start' }, look, wishes, error);
  } finally {
    await door.close();
    await station.close();
  }
}

async function shootFrame(station, look, scenes, wishes) {
  const door = await openLook(station, look);
  try {
    await door.page.getByRole('button', { name: 'Lock', exact: true }).waitFor();
    for (const scene of scenes.filter(wishes.fits)) {
      try {
        await scene.open(door.page, { folder: station.folder, look: look.look });
        await keep(door.page, scene, look, wishes);
      } catch (error) {
        await broken(door.page, scene, look, wishes, error);
      }
      if (scene.close) await scene.close(door.page).catch(() => undefined);
      await closeAll(door.page);
    }
  } finally {
    await door.close();
  }
}

/** All looks of a state before the next one: sealing cannot be taken back. */
async function shootLogIn(station, wishes) {
  const doors = [];
  try {
    for (const look of LOOKS) doors.push({ look, door: await openLook(station, look) });
    for (const scene of LOGIN_SCENES) {
      if (scene.channel) await station.call(scene.channel);
      for (const { look, door } of doors) {
        await scene.open?.(door.page);
        await door.page.getByRole('heading', { name: scene.heading, exact: true }).waitFor();
        await keep(door.page, scene, look, wishes);
      }
    }
  } finally {
    for (const { door } of doors) await door.close();
  }
}

async function openLook(station, { viewport, deviceScaleFactor, colorScheme }) {
  const door = await station.open({ rendererFolder: RENDERER, viewport, deviceScaleFactor });
  await door.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await door.page.getByRole('heading').first().waitFor();
  return door;
}

async function keep(page, scene, { look }, { out, fits, docs }) {
  if (!fits(scene)) return;
  const folder = join(out, look);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${scene.name}.png`);
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  const name = look === 'light' ? scene.docs : look === 'dark' ? scene.dark : undefined;
  if (!docs || name === undefined) return;
  mkdirSync(DOCS, { recursive: true });
  const picture = squeezePng(readFileSync(path));
  writeFileSync(join(DOCS, `${name}.png`), picture);
  const kilobytes = Math.round(picture.length / 1000);
  if (kilobytes > LARGEST_KB) say(`docs/pictures/${name}.png has ${kilobytes} kB; at most ${LARGEST_KB} are wanted.`);
}

/** A scene that cannot be reached is told, with a picture of where it stuck; the others are still made. */
async function broken(page, scene, { look }, { out }, error) {
  failed.push(`${look}/${scene.name}: ${String(error.message).split('\n')[0]}`);
  mkdirSync(out, { recursive: true });
  await page.screenshot({ path: join(out, `FAILED-${look}-${scene.name}.png`) }).catch(() => undefined);
}

async function closeAll(page) {
  for (let layer = 0; layer < 3; layer += 1) {
    if ((await page.locator('[role=dialog], [role=alertdialog], [role=menu]').count()) === 0) return;
    await page.keyboard.press('Escape');
    await page.waitForTimeout(100);
  }
}

function asked() {
  try {
    const { values } = parseArgs({
      options: { out: { type: 'string' }, only: { type: 'string' }, docs: { type: 'boolean', default: false } },
    });
    if (values.out === undefined) return { why: 'Say where the pictures go: node scripts/shoot.mjs --out FOLDER' };
    return { ...values, out: resolve(values.out) };
  } catch (error) {
    return { why: error.message };
  }
}

endWithChildren();
const { why, ...wishes } = asked();
const cannot = why ?? (await setUpProgram()) ?? (await buildWindow());
if (cannot) {
  say(cannot);
  process.exitCode = 2;
} else {
  await shoot(wishes);
  for (const line of failed) say(`NOT MADE: ${line}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}
