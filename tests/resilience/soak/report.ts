import type { Year } from './year.js';

/** The summary of a year, as lines. */
export async function reportOf(year: Year, milliseconds: number): Promise<string[]> {
  const { options, played, sites, practice } = year;
  const { vaults, requests } = await practice.admin({ call: 'overview' });
  const keys = vaults.flatMap((vault) => vault.keys).filter(({ kek }) => !kek);
  const versions = keys.reduce((sum, key) => sum + key.versions.length, 0);
  const disabled = keys.reduce((sum, key) => sum + key.versions.filter(({ enabled }) => !enabled).length, 0);
  const jobs = sites.flatMap((site) => site.jobs());
  const sent = Object.entries(requests).reduce((sum, [name, count]) => (name.includes(' ') ? sum : sum + count), 0);
  const late = sites.flatMap(({ asked }) => asked);
  const faults = [...played.faults.values()].reduce((sum, count) => sum + count, 0);
  const events = sites.map((site) => site.rooms.store.get('SELECT count(*) AS n FROM log_event')?.['n'] ?? 0);
  return [
    `soak: seed ${options.seed}, ${options.days} days, ${options.groups} groups on two workstations, ${vaults.length} vaults`,
    `  played    ${faults} faults of ${played.faults.size} kinds, ${sum(sites, 'kills')} kills, ${sum(sites, 'restarts')} restarts, ${played.clockJumps} clock jumps, ${played.offlineDays} days offline, ${played.daysOfTwo} days with two designated workstations, ${played.byHand} acts by hand`,
    `  jobs      ${jobs.length}: ${countBy(jobs.map(({ state }) => state))}`,
    `  of        ${countBy(jobs.map(({ type }) => type))}`,
    `  schedule  ${late.length} rotations asked for`,
    `  vault     ${sent} requests answered; ${versions} versions of ${keys.length} keys, ${disabled} of them disabled`,
    `  log       ${events.join(' and ')} events, chains verified`,
    `  digest    ${year.digest()} (the same for the same seed), ${(milliseconds / 1000).toFixed(1)} s`,
  ];
}

function sum(sites: Year['sites'], field: 'kills' | 'restarts'): number {
  return sites[0][field] + sites[1][field];
}

function countBy(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([word, count]) => `${count} ${word}`)
    .join(', ');
}
