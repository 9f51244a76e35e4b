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
      const [receipt, exported] = await timed(() =>
        must(workstation.exportLogs({ file, format: 'csv', filter: {}, overwrite: true })),
      );
      const [broken, verified] = await timed(() => workstation.log.verify());
      if (broken !== undefined) throw new Error(`The log of the bench is broken at event ${broken}.`);
      return [
        figure(`open a store of ${many} events`, opened, 'ms', { goal: { kind: 'most', value: 2000 } }),
        figure(`slowest first page of a filter (${slowest})`, page, 'ms', { goal: { kind: 'most', value: 100 } }),
        figure(`export of ${many} events as CSV`, (receipt.rows / exported) * 1000, 'rows/s', {
          goal: { kind: 'least', value: 100_000 },
        }),
        figure('size of that file', statSync(file).size / 1e6, 'MB'),
        figure('verify the chain', (events / verified) * 1000, 'events/s'),
      ];
    } finally {
      workstation.close();
    }
  });
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
