import { statSync } from 'node:fs';
import { join } from 'node:path';
import { LOGINS, makeStation, must } from './stations.mjs';

const WEAK_SCRYPT = { scrypt: { N: 1024, r: 8, p: 1 }, preferSecretsIn: 'sealed-store' };

/** Opening with a long log, the first page of each filter, export, verification. */
export async function logFigures(wishes) {
  const { events, say } = wishes;
  const few = Math.min(SMALL, events);
  say(`  ${few} events, to compare with`);
  const small = (await figuresOf({ ...wishes, events: few })).filter(({ grows }) => grows);
  say(`  ${events} events`);
  const large = await figuresOf(wishes);
  // 1.00: exactly as many times more as there are more events. A wait on the disk now and then counts as much.
  const growth = small.flatMap((one) => {
    const other = large.find(({ grows }) => grows === one.grows);
    return other === undefined
      ? []
      : {
          group: 'log',
          name: `growth of "${one.grows}" from ${count(few)} to ${count(events)} events, 1 being linear`,
          value: other.value / one.value / (events / few),
          unit: '',
          goal: { kind: 'most', value: 1 },
        };
  });
  return [...large, ...growth];
}

const SMALL = 10_000;
const count = (number) => number.toLocaleString('en-GB');

function figuresOf({ events, inFolder }) {
  return inFolder(async (folder) => {
    await makeStation(folder, { events, options: WEAK_SCRYPT });
    const { openWorkstation } = await import('../../../dist/main/workstation.js');
    const figure = (name, value, unit, rest = {}) => ({ group: 'log', name, value, unit, ...rest });
    const many = count(events);
    // Without the seconds that scrypt takes on purpose.
    const [workstation, opened] = await timed(async () => must(await openWorkstation(folder, LOGINS, WEAK_SCRYPT)));
    const memory = process.memoryUsage.rss() / 1e6;
    try {
      const [slowest, page] = await slowestPage(workstation);
      const file = join(folder, '..', 'export.csv');
      const [receipt, exported] = await timed(async () =>
        must(await workstation.logExports.export({ file, format: 'csv', filter: {}, overwrite: true })),
      );
      const grown = process.memoryUsage.rss() / 1e6 - memory;
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
        figure(`open a store of ${many} events`, opened, 'ms', {
          goal: { kind: 'most', value: 2000 },
          grows: 'open',
        }),
        figure(`memory of the process after that (RSS)`, memory, 'MB', { goal: { kind: 'most', value: 1024 } }),
        figure(`slowest first page of a filter (${slowest})`, page, 'ms', {
          goal: { kind: 'most', value: 100 },
          grows: 'first page of a filter',
        }),
        figure(`export of ${many} events as CSV`, (receipt.rows / exported) * 1000, 'rows/s', {
          goal: { kind: 'least', value: 100_000 },
        }),
        figure('memory grown by while exporting', grown, 'MB'),
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
