import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { at } from '../root.mjs';
import { run } from '../run.mjs';
import { median, percentile } from './figures.mjs';
import { makeStation } from './stations.mjs';

const LAUNCHES = 5;
/** Two frames of a screen with 60 Hz: what is longer is seen as a stop. */
const SMOOTH_MS = 2 * (1000 / 60);
const RENDERER = at('dist', 'app', 'renderer');

/** Launch, memory, bundle, and frame times over a long log. */
export async function windowFigures({ events, inFolder, say }) {
  return [
    ...bundleFigures(),
    ...(await launchFigures({ inFolder, say })),
    ...(await frameFigures({ events, inFolder, say })),
  ];
}

const figure = (name, value, unit, rest = {}) => ({ group: 'window', name, value, unit, ...rest });

function bundleFigures() {
  const files = filesBelow(RENDERER);
  const ofKind = (kind) => files.filter((file) => file.endsWith(kind)).map((file) => readFileSync(file));
  const kilobytes = (buffers) => buffers.reduce((sum, buffer) => sum + buffer.length, 0) / 1000;
  const js = ofKind('.js');
  const css = ofKind('.css');
  const all = files.map((file) => readFileSync(file));
  return [
    figure('bundle, all files', kilobytes(all), 'kB'),
    figure('bundle, JavaScript', kilobytes(js), 'kB'),
    figure('bundle, JavaScript, gzip', kilobytes(js.map((file) => gzipSync(file, { level: 9 }))), 'kB'),
    figure('bundle, CSS, gzip', kilobytes(css.map((file) => gzipSync(file, { level: 9 }))), 'kB'),
  ];
}

function filesBelow(folder) {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]));
}

async function launchFigures({ inFolder, say }) {
  return inFolder(async (folder) => {
    // With the scrypt that people have: what they wait for is what counts.
    await makeStation(folder, { options: { preferSecretsIn: 'sealed-store' } });
    const lives = [];
    for (let number = 1; number <= LAUNCHES; number += 1) {
      say(`  launch ${number} of ${LAUNCHES}`);
      lives.push(await live(folder));
    }
    const bare = [];
    for (let number = 0; number < LAUNCHES; number += 1) bare.push((await child('bare-child.mjs')).usable);
    const of = (name) => median(lives.map((life) => life[name]));
    const memory = of('memory');
    return [
      figure('launch until Log in can be used', of('usable'), 'ms', {
        goal: { kind: 'most', value: 1500 },
        peer: { name: 'Node, playwright-core and Chromium with an empty page', value: median(bare) },
      }),
      figure('Log in until the tree can be used (scrypt on purpose)', of('tree'), 'ms'),
      figure('launch to a usable tree, without the typing', of('usable') + of('tree'), 'ms'),
      ...(memory === undefined ? [] : [figure('memory of all its processes (PSS)', memory, 'MB')]),
    ];
  });
}

async function frameFigures({ events, inFolder, say }) {
  return inFolder(async (folder) => {
    say(`  making ${events} log events`);
    await makeStation(folder, {
      events,
      options: { scrypt: { N: 1024, r: 8, p: 1 }, preferSecretsIn: 'sealed-store' },
    });
    say('  scrolling');
    const { frames, memoryAfter } = await live(folder, 'scroll');
    const rest = { name: 'the same page at rest', value: percentile(frames.rest, 0.95) };
    const over = `over ${events.toLocaleString('en-GB')} log rows`;
    const of = (what, times) => [
      figure(`${what} ${over}, frame p50`, median(times), 'ms'),
      figure(`${what} ${over}, frame p95`, percentile(times, 0.95), 'ms', {
        goal: { kind: 'most', value: SMOOTH_MS },
        peer: rest,
      }),
      figure(`${what} ${over}, longest frame`, Math.max(...times), 'ms'),
    ];
    return [
      ...of('scrolling on', frames.on),
      ...of('jumping', frames.jumps),
      ...(memoryAfter === undefined ? [] : [figure('memory of all its processes after that (PSS)', memoryAfter, 'MB')]),
    ];
  });
}

const live = (folder, ...wishes) => child('window-child.mjs', folder, RENDERER, ...wishes);

async function child(script, ...args) {
  const path = at('scripts', 'lib', 'bench', script);
  const ended = await run(process.execPath, [path, ...args], { timeoutMs: 10 * 60_000 });
  const json = ended.output.split('\n').find((line) => line.startsWith('{'));
  if (!ended.ok || json === undefined) throw new Error(`${script} ended without a figure: ${ended.output.slice(-500)}`);
  return JSON.parse(json);
}
