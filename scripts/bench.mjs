// `npm run bench`: figures of this machine, each beside its goal or its peer. Prints a table, writes dist/bench.json.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildWindow } from './lib/build-window.mjs';
import { at } from './lib/root.mjs';
import { run } from './lib/run.mjs';
import { setUpProgram } from './setup.mjs';

const why = (await setUpProgram()) ?? (await buildWindow());
if (why) {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}

const figures = [];
const figure = (what, value, unit, goal) =>
  figures.push({ what, value, unit, ...(goal === undefined ? {} : { goal }) });

const assets = at('dist', 'app', 'renderer', 'assets');
const bytes = readdirSync(assets).map((name) => readFileSync(join(assets, name)));
figure('window bundle', Math.round(bytes.reduce((sum, one) => sum + one.length, 0) / 1000), 'kB');
figure('window bundle, gzip', Math.round(bytes.reduce((sum, one) => sum + gzipSync(one).length, 0) / 1000), 'kB');

/** The best of five: what the machine can do when nothing else asks for it. */
async function best(args) {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 5; turn += 1) {
    const begun = performance.now();
    await run(process.execPath, args);
    least = Math.min(least, performance.now() - begun);
  }
  return Math.round(least);
}
const bare = await best(['-e', '0']);
const status = await best([at('scripts', 'keyferry.mjs'), 'status', '--data-dir', at('dist', 'no-workstation')]);
figure('node that does nothing', bare, 'ms');
figure('keyferry status, sealed', status, 'ms', 300);
figure('keyferry status against bare node', Number((status / bare).toFixed(2)), 'times');

for (const { what, value, unit, goal } of figures) {
  process.stdout.write(`${what.padEnd(36)} ${String(value).padStart(8)} ${unit}${goal ? `   goal ${goal}` : ''}\n`);
}
writeFileSync(at('dist', 'bench.json'), `${JSON.stringify(figures, null, 2)}\n`);
