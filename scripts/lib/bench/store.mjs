import { closeSync, fdatasyncSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { median, percentile } from './figures.mjs';
import { LOGINS, makeStation, must } from './stations.mjs';

const COMMITS = 400;
const WEAK_SCRYPT = { scrypt: { N: 1024, r: 8, p: 1 }, preferSecretsIn: 'sealed-store' };

/**
 * A log event committed (hashed, sealed, written, fsynced), beside a bare write of as many bytes: appended and fsynced, and
 * written into room made before and fdatasynced, which is what our journal does.
 */
export async function storeFigures({ inFolder }) {
  return inFolder(async (folder) => {
    await makeStation(folder, { options: WEAK_SCRYPT });
    const { openWorkstation } = await import('../../../dist/main/workstation.js');
    const workstation = must(await openWorkstation(folder, LOGINS, WEAK_SCRYPT));
    const event = {
      service: 'System',
      level: 'INFO',
      event: 'bench',
      actor: 'Ada + Ben',
      object: 'bench',
      message: 'One event as it is written a thousand times a day.',
    };
    const before = workstation.store.status.journalBytes;
    const bare = openSync(join(folder, '..', 'bare'), 'a');
    const room = openSync(join(folder, '..', 'room'), 'w');
    const ours = [];
    const theirs = [];
    const inRoom = [];
    try {
      workstation.log.write(event);
      const bytes = randomBytes(workstation.store.status.journalBytes - before);
      writeSync(room, Buffer.alloc(bytes.length * COMMITS));
      fsyncSync(room);
      // In turns: what else the disk has to do meets both alike.
      for (let number = 0; number < COMMITS; number += 1) {
        ours.push(time(() => workstation.log.write(event)));
        theirs.push(
          time(() => {
            writeSync(bare, bytes);
            fsyncSync(bare);
          }),
        );
        inRoom.push(
          time(() => {
            writeSync(room, bytes, 0, bytes.length, number * bytes.length);
            fdatasyncSync(room);
          }),
        );
      }
    } finally {
      closeSync(bare);
      closeSync(room);
      workstation.close();
    }
    const peer = { name: 'bare write+fsync' };
    const figure = (name, value, unit, rest) => ({ group: 'store', name, value, unit, ...rest });
    return [
      figure('commit of one event, p50', median(ours), 'ms', {
        peer: { ...peer, value: median(theirs) },
        goal: { kind: 'most', value: median(theirs) * 1.3 },
      }),
      figure('commit of one event, p50, again', median(ours), 'ms', {
        peer: { name: 'write+fdatasync into room made before', value: median(inRoom) },
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

function time(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const sum = (values) => values.reduce((total, value) => total + value, 0);
