import type { KeyGroup } from '../../../shared/domain/key-group.js';
import type { KeyOverview } from '../../../main/practice-vault/index.js';
import { unfinishedJobs } from '../../../main/store/tables/jobs.js';
import { keksLeftBehind } from '../../../main/store/tables/keks.js';
import { must } from '../../support/must.js';
import { leaks, wrongInBooks } from '../support/sound.js';
import type { Site } from './site.js';
import { DAY_MS, type Year } from './year.js';

/** The service says it is late from here on. */
const LATE_MS = 15 * 60_000;

/** Everything that is wrong after the year; empty: the invariants hold, seen from the vault and from both books. */
export async function prove(year: Year): Promise<string[]> {
  const { vaults } = await year.practice.admin({ call: 'overview' });
  const inVaults = new Map(vaults.map(({ name, keys }) => [name.toLowerCase(), keys]));
  const wrong = [...seenFromTheVault(year, [...inVaults.values()].flat())];
  for (const site of year.sites) {
    const versionsOf = (group: KeyGroup): KeyOverview['versions'] =>
      inVaults.get(group.vault.toLowerCase())?.find((key) => key.name === group.name && key.state === 'live')
        ?.versions ?? [];
    const found = [
      ...(await wrongInBooks(site.station, { lied: year.played.lied }, versionsOf)),
      ...leaks(site.station),
      ...wrongHere(site),
      ...missedDates(year, site),
    ];
    wrong.push(...found.map((sentence) => `${site.name}: ${sentence}`));
  }
  return wrong;
}

/** Each version belongs to exactly one key of one workstation, whose name stands in its tags by its public key. */
function seenFromTheVault(year: Year, keys: readonly KeyOverview[]): string[] {
  const owners = new Map<string, string[]>();
  for (const site of year.sites)
    for (const group of site.groups)
      for (const key of site.station.keys(group))
        owners.set(key.spkiSha256, [...(owners.get(key.spkiSha256) ?? []), `${site.name}/${group.name}`]);
  const wrong: string[] = [];
  for (const key of keys) {
    if (key.kek && key.state !== 'name in limbo') wrong.push(`the KEK ${key.name} is ${key.state} in the vault`);
    if (key.kek || key.state === 'name in limbo') continue;
    for (const version of key.versions) {
      const found = owners.get(version.spkiSha256) ?? [];
      if (found.length !== 1 || !found[0]?.endsWith(`/${key.name}`))
        wrong.push(
          `version ${version.id} of ${key.name} belongs to ${found.length === 0 ? 'nobody' : found.join(', ')}`,
        );
    }
  }
  return wrong;
}

function wrongHere({ station }: Site): string[] {
  const { store, log } = station.workstation;
  return [
    ...unfinishedJobs(store).map((job) => `the job ${job.type} of ${job.groupName} is ${job.state} and not settled`),
    ...keksLeftBehind(store).map((kek) => `the KEK ${kek.name} is still to be removed`),
    ...(store.all("SELECT 1 FROM job_step WHERE state = 'running'").length > 0 ? ['a step is still running'] : []),
    ...(log.verify() === undefined ? [] : ["the log's chain is broken"]),
  ];
}

/** No due date passed without a rotation, or a line in the log that says why not. */
function missedDates(year: Year, site: Site): string[] {
  const wrong: string[] = [];
  const { jobs, keyManagement } = site.rooms;
  const now = year.practice.clock.now();
  const troubles = keyManagement.groups.troubles();
  for (const { id, name, nextRotation, rotateEvery } of site.groups) {
    if (rotateEvery === undefined) continue;
    if (nextRotation === undefined) wrong.push(`${name} has a schedule and no next date`);
    else if (nextRotation < now - 8 * DAY_MS && !troubles.has(id))
      wrong.push(`${name} is overdue, and nothing says why`);
  }
  for (const { group, dueAt, begun, job, code } of site.asked) {
    if (job === undefined) {
      if (code === 'job-running') wrong.push(`${group}: two jobs at once`);
      continue;
    }
    const shown = jobs.show(job);
    // Of a job whose beginning never reached the disk nothing was sent.
    if (!shown.ok || begun - dueAt < LATE_MS) continue;
    const { messages, state } = must(shown);
    const begins = messages.some(({ text }) => text.includes(' late: '));
    if (!begins && state !== 'interrupted' && !state.startsWith('failed'))
      wrong.push(`${group}: late by ${begun - dueAt} ms, and the log does not say so`);
  }
  return wrong;
}
