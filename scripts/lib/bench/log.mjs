import { statSync } from 'node:fs';
import { join } from 'node:path';
import { LOGINS, makeStation, must } from './stations.mjs';

const WEAK_SCRYPT = { scrypt: { N: 1024, r: 8, p: 1 }, preferSecretsIn: 'sealed-store' };

/** Opening with a long log, the first page of each filter, export, verification. */
export async function logFigures({ events, inFolder }) {
  return inFolder(async (folder) => {
    await makeStation(folder, { events, options: WEAK_SCRYPT });
    const { openWorkstation } = await import('../../../dist/main/workstation.js');
    const figure = (name, value, unit, rest = {}) => ({ group: 'log', name, value, unit, ...rest });
    const many = events.toLocaleString('en-GB');
    // Without the seconds that scrypt takes on purpose.
    const [workstation, opened] = await timed(async () => must(await openWorkstation(folder, LOGINS, WEAK_SCRYPT)));
    try {
      const [slowest, page] = await slowestPage(workstation);
      const file = join(folder, '..', 'export.csv');
      const [receipt, exported] = await timed(async () =>
        must(await workstation.logExports.export({ file, format: 'csv', filter: {}, overwrite: true })),
      );
      const jsonl = join(folder, '..', 'export.jsonl');
      const [, exportedJson] = await timed(async () =>
        must(await workstation.logExports.export({ file: jsonl, format: 'jsonl', filter: {}, overwrite: true })),
      );
      const { verifyFile, verifyLive } = await import('../../../dist/main/logging-and-reporting/index.js');
      const [live, verified] = await timed(() => verifyLive(workstation.log));
      if (!live?.sound) throw new Error('The log of the bench is not sound.');
      const [fromFile, verifiedFile] = await timed(async () => must(await verifyFile({ file: jsonl })));
      if (!fromFile.sound) throw new Error('The exported log of the bench is not sound.');
      const appended = await appendFigure(workstation);
      return [
        figure(`open a store of ${many} events`, opened, 'ms', { goal: { kind: 'most', value: 2000 } }),
        figure(`slowest first page of a filter (${slowest})`, page, 'ms', { goal: { kind: 'most', value: 100 } }),
        figure(`export of ${many} events as CSV`, (receipt.rows / exported) * 1000, 'rows/s', {
          goal: { kind: 'least', value: 100_000 },
        }),
        figure('size of that file', statSync(file).size / 1e6, 'MB'),
        figure(`export of ${many} events as JSON Lines`, (receipt.rows / exportedJson) * 1000, 'rows/s', {
          goal: { kind: 'least', value: 100_000 },
        }),
        figure('verify the live log with its checkpoints', (live.events / verified) * 1000, 'events/s'),
        figure('verify the exported file alone', (fromFile.rows / verifiedFile) * 1000, 'events/s'),
        figure('one event appended, in a commit of its own', appended, 'ms', { goal: { kind: 'most', value: 5 } }),
      ];
    } finally {
      workstation.close();
    }
  });
}

/** The median of 200 events, each with its fsync. */
async function appendFigure({ log, actor }) {
  const event = {
    service: 'System',
    level: 'INFO',
    event: 'azure-call',
    actor,
    object: 'bench',
    message: 'One event.',
  };
  const times = [];
  for (let n = 0; n < 200; n += 1) times.push((await timed(() => log.write(event)))[1]);
  return times.sort((a, b) => a - b)[100];
}

const FILTERS = {
  none: {},
  'Azure Service': { service: 'Azure Service' },
  ERROR: { level: 'ERROR' },
  'text "payroll-7"': { text: 'payroll-7' },
  'text that is nowhere': { text: 'nowhere to be found' },
};

async function slowestPage(workstation) {
  let slowest = ['', 0];
  for (const [name, filter] of Object.entries(FILTERS)) {
    const [, took] = await timed(() => workstation.logPages.page(filter, 0, 200));
    if (took > slowest[1]) slowest = [name, took];
  }
  return slowest;
}

async function timed(work) {
  const start = performance.now();
  const value = await work();
  return [value, performance.now() - start];
}
