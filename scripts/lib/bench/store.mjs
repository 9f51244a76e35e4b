import { closeSync, fsyncSync, openSync, readdirSync, statSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { median, percentile } from './figures.mjs';
import { LOGINS, makeStation, must } from './stations.mjs';

const COMMITS = 400;
const WEAK_SCRYPT = { scrypt: { N: 1024, r: 8, p: 1 }, preferSecretsIn: 'sealed-store' };

/** A log event committed (hashed, sealed, written, fsynced), beside a bare write and fsync of as many bytes. */
export async function storeFigures({ inFolder }) {
  return inFolder(async (folder) => {
    await makeStation(folder, { options: WEAK_SCRYPT });
    const { openWorkstation } = await import('../../../dist/main/workstation.js');
    const workstation = must(await openWorkstation(folder, LOGINS, WEAK_SCRYPT));
    const journal = journalOf(folder);
    const event = {
      service: 'System',
      level: 'INFO',
      event: 'bench',
      actor: 'Ada + Ben',
      object: 'bench',
      message: 'One event as it is written a thousand times a day.',
    };
    const before = statSync(journal).size;
    const bare = openSync(join(folder, '..', 'bare'), 'a');
    const ours = [];
    const theirs = [];
    try {
      workstation.log.write(event);
      const bytes = randomBytes(Math.max(1, statSync(journal).size - before));
      // In turns: what else the disk has to do meets both alike.
      for (let number = 0; number < COMMITS; number += 1) {
        ours.push(time(() => workstation.log.write(event)));
        theirs.push(
          time(() => {
            writeSync(bare, bytes);
            fsyncSync(bare);
          }),
        );
      }
    } finally {
      closeSync(bare);
      workstation.close();
    }
    const peer = { name: 'bare write+fsync' };
    const figure = (name, value, unit, rest) => ({ group: 'store', name, value, unit, ...rest });
    return [
      figure('commit of one event, p50', median(ours), 'ms', {
        peer: { ...peer, value: median(theirs) },
        goal: { kind: 'most', value: median(theirs) * 1.3 },
      }),
      figure('commit of one event, p99', percentile(ours, 0.99), 'ms', {
        peer: { ...peer, value: percentile(theirs, 0.99) },
      }),
      figure('commits one after the other', (1000 * COMMITS) / sum(ours), '1/s', {
        peer: { ...peer, value: (1000 * COMMITS) / sum(theirs) },
      }),
    ];
  });
}

/** `journal-N.kfj`, N being the snapshot's generation. */
function journalOf(folder) {
  const name = readdirSync(folder).find((file) => /^journal-\d+\.kfj$/.test(file));
  if (name === undefined) throw new Error('The data folder has no journal.');
  return join(folder, name);
}

function time(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const sum = (values) => values.reduce((total, value) => total + value, 0);
