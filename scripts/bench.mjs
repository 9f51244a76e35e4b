// `npm run bench`: measures, prints a table and writes dist/bench.json.
//   npm run bench                                 everything
//   npm run bench -- --only window                one part: keys, blobs, requests, pushes, store, groups, log, cli or window
//   npm run bench -- --events 1000000             over a longer log (100000 unless given)
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, homedir, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { blobFigures } from './lib/bench/blobs.mjs';
import { cliFigures } from './lib/bench/cli.mjs';
import { meetsGoal, ratiosOf, tableOf } from './lib/bench/figures.mjs';
import { keyFigures } from './lib/bench/keys.mjs';
import { groupFigures } from './lib/bench/groups.mjs';
import { logFigures } from './lib/bench/log.mjs';
import { pushFigures, requestFigures } from './lib/bench/pushes.mjs';
import { inFolder } from './lib/bench/stations.mjs';
import { storeFigures } from './lib/bench/store.mjs';
import { windowFigures } from './lib/bench/window.mjs';
import { buildWindow } from './lib/build-window.mjs';
import { at } from './lib/root.mjs';
import { endWithChildren } from './lib/run.mjs';
import { say } from './lib/say.mjs';
import { setUpProgram } from './setup.mjs';

const PARTS = {
  keys: keyFigures,
  blobs: blobFigures,
  requests: requestFigures,
  pushes: pushFigures,
  store: storeFigures,
  groups: groupFigures,
  log: logFigures,
  cli: cliFigures,
  window: windowFigures,
};

function asked() {
  try {
    const { values } = parseArgs({
      options: { only: { type: 'string' }, events: { type: 'string', default: '100000' } },
    });
    const events = Number(values.events);
    if (!Number.isInteger(events) || events < 1000) return { why: '--events takes a whole number from 1000.' };
    const names = Object.keys(PARTS).filter((name) => values.only === undefined || values.only === name);
    return names.length > 0 ? { events, names } : { why: `--only takes one of ${Object.keys(PARTS).join(', ')}.` };
  } catch (error) {
    return { why: error.message };
  }
}

/** A part that cannot be measured here is said to be so; the others still are. */
async function measure(name, wishes) {
  say(`Measuring: ${name}`);
  try {
    return { figures: await PARTS[name](wishes) };
  } catch (error) {
    return { notMeasured: `${name}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function bench() {
  const { why, events, names } = asked();
  const cannot = why ?? (await setUpProgram()) ?? (names.includes('window') ? await whyNoWindow() : undefined);
  if (cannot) {
    say(cannot);
    return 2;
  }
  const parts = [];
  for (const name of names) parts.push(await measure(name, { events, inFolder, say }));
  const figures = parts.flatMap((part) => part.figures ?? []);
  const notMeasured = parts.flatMap((part) => part.notMeasured ?? []);
  const machine = {
    node: process.version,
    platform: process.platform,
    cores: cpus().length,
    cpu: cpus()[0]?.model,
    memoryGB: Math.round(totalmem() / 1e9),
  };
  mkdirSync(at('dist'), { recursive: true });
  const full = figures.map((figure) => ({ ...figure, ...ratiosOf(figure), met: meetsGoal(figure) }));
  writeFileSync(
    at('dist', 'bench.json'),
    `${JSON.stringify({ at: new Date().toISOString(), machine, figures: full, notMeasured }, null, 2)}\n`,
  );
  process.stdout.write(`${tableOf(figures)}\n`);
  for (const line of notMeasured) process.stdout.write(`NOT MEASURED: ${line}\n`);
  process.stdout.write(`${machine.cores} cores (${machine.cpu}), Node ${machine.node}. Written to dist/bench.json.\n`);
  return notMeasured.length > 0 ? 1 : 0;
}

async function whyNoWindow() {
  const built = await buildWindow();
  if (built) return built;
  const { canRun, findBrowser } = await import('../dist/main/doors/browser/index.js');
  const found = findBrowser({ platform: process.platform, env: process.env, home: homedir(), canRun });
  return found.ok
    ? undefined
    : `${found.failure.message} ${found.failure.advice ?? ''} Or measure the rest, e.g. --only store.`;
}

endWithChildren();
process.exitCode = await bench();
