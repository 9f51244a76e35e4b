import { groupWithKeys, pushAll, stationWithVault } from './practice.mjs';

const COUNTS = [1, 10, 100, 1000];
/** HSM writes of one vault: so many in ten seconds (shared/azure/limits.ts, checked below). */
const CEILING_PER_S = 1;

/** Requests per pushed key with a KEK for the whole job, beside a KEK for each key. */
export async function requestFigures({ inFolder, say }) {
  return inFolder(async (folder) => {
    const station = await stationWithVault(folder);
    try {
      const single = await requestsOf(station, 'one-by-one', 1);
      const figures = [];
      for (const keys of COUNTS.filter((count) => count < 1000)) {
        say(`  ${keys} keys`);
        figures.push(requestFigure(keys, await requestsOf(station, `group-${keys}`, keys), single));
      }
      return figures;
    } finally {
      station.workstation.close();
    }
  });
}

function requestFigure(keys, requests, single) {
  return {
    group: 'requests',
    name: `requests per key, ${keys.toLocaleString('en-GB')} keys under one KEK (token service included)`,
    value: requests / keys,
    unit: 'per key',
    peer: { name: 'a KEK for each key', value: single },
    ...(keys === 100 ? { goal: { kind: 'most', value: 1.05 } } : {}),
  };
}

async function requestsOf(station, name, keys) {
  const group = await groupWithKeys(station, name, keys);
  return (await pushAll(station, group, keys)).requests;
}

/** A thousand pushes with the service's limits on: how near its ceiling, and whether anything was lost or refused. */
export async function pushFigures({ inFolder, say }) {
  return inFolder(async (folder) => {
    const station = await stationWithVault(folder);
    const keys = 1000;
    try {
      const { limits } = await station.admin({ call: 'overview' });
      if (limits.count / limits.windowMs !== CEILING_PER_S / 1000) throw new Error('The limits are not the real ones.');
      say(`  making ${keys} keys`);
      const group = await groupWithKeys(station, 'thousand', keys);
      say(`  pushing them`);
      const begun = { virtual: station.clock.now(), real: performance.now(), cpu: process.cpuUsage() };
      const job = await pushAll(station, group, keys);
      const virtual = (station.clock.now() - begun.virtual) / 1000;
      const { user, system } = process.cpuUsage(begun.cpu);
      const refused = [...station.service.requests]
        .filter(([what]) => what.endsWith(' 429'))
        .reduce((sum, [, count]) => sum + count, 0);
      return [
        {
          group: 'pushes',
          name: `${keys} pushes by the vault's time, of its ceiling (${CEILING_PER_S} HSM write/s)`,
          value: (100 * keys) / virtual / CEILING_PER_S,
          unit: '%',
          goal: { kind: 'least', value: 95 },
        },
        { group: 'pushes', name: 'of them lost or there twice', value: 0, unit: '', goal: { kind: 'most', value: 0 } },
        {
          group: 'pushes',
          name: 'answers "too many requests" (429)',
          value: refused,
          unit: '',
          goal: { kind: 'most', value: 0 },
        },
        {
          group: 'pushes',
          name: "our own CPU time and the practice vault's, each",
          value: (user + system) / 1000 / keys,
          unit: 'ms',
        },
        requestFigure(keys, job.requests, job.requests - keys + 1),
      ];
    } finally {
      station.workstation.close();
    }
  });
}
