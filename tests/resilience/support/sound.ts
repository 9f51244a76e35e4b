import type { Job } from '../../../shared/domain/job.js';
import type { CloudVersion } from '../../../shared/domain/key.js';
import type { KeyGroup } from '../../../shared/domain/key-group.js';
import type { KeyOverview } from '../../../main/practice-vault/index.js';
import { keksLeftBehind } from '../../../main/store/tables/keks.js';
import { unfinishedJobs } from '../../../main/store/tables/jobs.js';
import { SECRET } from '../../support/practice.js';
import type { Station } from '../../support/workstation.js';
import type { Work } from './works.js';

/** What may be there, and would be wrong otherwise. */
export interface Leeway {
  readonly tolerates?: Work['tolerates'] | undefined;
  /** The vault once answered another public key than it holds: that key may be there a second time, disabled. */
  readonly lied?: boolean;
}

/** Everything wrong with what the books say of the vault; empty: the vault holds exactly what we say it holds. */
export async function wrongInBooks(
  station: Station,
  leeway: Leeway,
  versionsOf: (group: KeyGroup) => KeyOverview['versions'] | Promise<KeyOverview['versions']> = (group) =>
    station.versions(group.name),
): Promise<string[]> {
  const wrong: string[] = [];
  const { tolerates } = leeway;
  for (const group of station.workstation.keyManagement.groups.list()) {
    const there = new Map((await versionsOf(group)).map((version) => [version.id, version]));
    const keys = station.keys(group);
    const books = keys.flatMap((key) => key.versions.map((version) => ({ ...version, print: key.spkiSha256 })));
    for (const version of books) {
      const found = there.get(version.version);
      const sentence = wrongState(version, found, tolerates);
      if (sentence) wrong.push(`${group.name}: version ${version.version.slice(0, 6)} ${sentence}`);
      if (found && found.spkiSha256 !== version.print) wrong.push(`${group.name}: another key than the books say`);
    }
    const known = new Set(books.map(({ version }) => version));
    const prints = new Set(keys.map((key) => key.spkiSha256));
    for (const { id, spkiSha256 } of there.values())
      if (prints.has(spkiSha256) && !known.has(id)) wrong.push(`${group.name}: a key of ours that is in no book`);
    wrong.push(...twice([...there.values()], leeway).map((sentence) => `${group.name}: ${sentence}`));
    const newest = [...there.values()].at(-1);
    const active = books.filter((version) => version.active);
    if (active.length > 1) wrong.push(`${group.name}: two active versions in the books`);
    if (active[0] && newest && newest.id !== active[0].version && known.has(newest.id) && newest.enabled)
      wrong.push(`${group.name}: the active material is not the newest version of the vault`);
  }
  return wrong;
}

function wrongState(
  version: CloudVersion,
  found: { readonly enabled: boolean } | undefined,
  tolerates: Leeway['tolerates'],
): string | undefined {
  switch (version.state) {
    case 'live':
      if (!found) return tolerates === 'gone-by-others' ? undefined : 'is live in the books, and not in the vault';
      return found.enabled || tolerates === 'disabled-by-others' ? undefined : 'is disabled in the vault only';
    case 'disabled':
      return found?.enabled ? 'is disabled in the books only' : undefined;
    case 'deleted':
      return found && tolerates !== 'recovered' ? 'is deleted in the books only' : undefined;
  }
}

function twice(
  versions: readonly { readonly spkiSha256: string; readonly enabled: boolean }[],
  leeway: Leeway,
): string[] {
  const counted = leeway.lied ? versions.filter(({ enabled }) => enabled) : versions;
  const prints = counted.map(({ spkiSha256 }) => spkiSha256);
  return new Set(prints).size === prints.length ? [] : ['the vault holds a key twice'];
}

/** KEKs in the vault that our books do not have as still to be removed. */
export async function unknownKeks(station: Station): Promise<string[]> {
  const known = new Set(keksLeftBehind(station.workstation.store).map(({ name }) => name));
  const named = station.log().map(({ message }) => message);
  return (await station.keksInVault())
    .filter(({ state, name }) => state !== 'name in limbo' && !known.has(name))
    .filter(({ name }) => !name.includes('pre-flight') || !named.some((message) => message.includes(name)))
    .map(({ name, state }) => `the KEK ${name.slice(0, 20)} is ${state} in the vault and in no book`);
}

/** What must be true of a job that ended, and of the log, right after it and before anything is mended. */
export async function wrongRightAfter(station: Station, job: Job | undefined, leeway: Leeway): Promise<string[]> {
  const wrong = await unknownKeks(station);
  if (job?.state === 'running') wrong.push('the job is still running in the books');
  // Without a job that says so, nobody claims to know: then it is true after the recovery at the latest.
  if (job?.reconciled && unfinishedJobs(station.workstation.store).length === 0)
    wrong.push(
      ...(await wrongInBooks(station, leeway)).map((sentence) => `${sentence}, although the job says it knows`),
    );
  return [...wrong, ...leaks(station)];
}

/** What must be true once the vault could be reached again. */
export async function wrongAtLast(station: Station, leeway: Leeway): Promise<string[]> {
  const { store, log } = station.workstation;
  const wrong = await wrongInBooks(station, leeway);
  for (const job of unfinishedJobs(store)) wrong.push(`the job ${job.type} is ${job.state} and not settled`);
  if (store.all("SELECT * FROM job_step WHERE state = 'running'").length > 0) wrong.push('a step is still running');
  if (keksLeftBehind(store).length > 0) wrong.push('a KEK is still to be removed');
  for (const kek of await station.keksInVault())
    if (kek.state !== 'name in limbo' && !kek.name.includes('pre-flight'))
      wrong.push(`the KEK ${kek.name.slice(0, 20)} is ${kek.state}`);
  if (log.verify() !== undefined) wrong.push("the log's chain is broken");
  return [...wrong, ...leaks(station)];
}

/** Even those of a pre-flight are gone once everything was finished. */
export async function remainingPreflightKeks(station: Station): Promise<string[]> {
  const left = (await station.keksInVault()).filter(({ state }) => state !== 'name in limbo');
  return left.map(({ name, state }) => `in the end the KEK ${name.slice(0, 24)} is ${state}`);
}

/** Nothing that is secret stands in any text that people or files get. */
export function leaks(station: Station): string[] {
  const { jobs } = station.workstation;
  const texts = [
    ...station.log().map((event) => JSON.stringify(event)),
    ...jobs.list().map((job) => JSON.stringify(jobs.show(job.id))),
  ];
  const secret = texts.some(
    (text) => text.includes(SECRET) || /practice-[\w-]{32}|BEGIN PRIVATE|"key_hsm"|"ciphertext"/.test(text),
  );
  return secret ? ['a secret stands in a text'] : [];
}
