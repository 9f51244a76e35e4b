import { at } from '../root.mjs';
import { run } from '../run.mjs';

const TURNS = 5;

/** How long the command line takes to answer, beside a Node that does nothing. */
export async function cliFigures() {
  const bare = await least(['-e', '0']);
  const status = await least([at('scripts', 'keyferry.mjs'), 'status', '--data-dir', at('dist', 'no-workstation')]);
  const goal = { kind: 'most', value: 300 };
  const peer = { name: 'node that does nothing', value: bare };
  return [{ group: 'cli', name: 'keyferry status, sealed', value: status, unit: 'ms', goal, peer }];
}

/** The best of some: what the machine can do when nothing else asks for it. */
async function least(args) {
  let best = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const begun = performance.now();
    await run(process.execPath, args);
    best = Math.min(best, performance.now() - begun);
  }
  return best;
}
