import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keyState } from '../../shared/domain/key.js';
import { folderStorage } from '../../main/practice-vault/index.js';
import { practiceFolder } from '../../main/practice.js';
import { bundleChild, SHORT_LIFE } from '../support/bundle-child.js';
import { fixturePath } from '../support/fixture-keys.js';
import { freshFolder } from '../support/folders.js';
import { VirtualClock } from '../support/virtual-clock.js';
import { ADMINS, Station, stationWithKeys } from '../support/workstation.js';

const HOUR_MS = 3_600_000;
/** Two processes at once: as many as there are cores to run them. */
const LANES = 2;

let child: Awaited<ReturnType<typeof bundleChild>>;
beforeAll(async () => {
  child = await bundleChild(fileURLToPath(new URL('children/work-until-killed.mjs', import.meta.url)));
});
afterAll(() => child.remove());

type Work = 'synchronize' | 'rotate' | 'delete';

interface Template {
  /** The template and its copies lie in here. */
  readonly place: string;
  readonly now: number;
}

/** A folder with a group of two keys and a practice vault on disk, as it is before the work. */
async function makeTemplate(work: Work): Promise<Template> {
  const place = freshFolder();
  const folder = join(place, 'template');
  const station = await stationWithKeys(2, {}, { folder, storage: folderStorage(practiceFolder(folder)) });
  if (work !== 'synchronize') await station.synchronize();
  station.close();
  return { place, now: station.clock.now() };
}

/** Runs the child; with a delay it is killed from outside. Answers what it said. */
function runChild(
  work: Work,
  template: Template,
  folder: string,
  dieAt: number,
  killAfterMs?: number,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const args = [
      ...SHORT_LIFE,
      child.file,
      work,
      folder,
      String(template.now + HOUR_MS),
      String(dieAt),
      fixturePath('kek-2048'),
    ];
    const running = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, KEYFERRY_TEST_ADMINS: JSON.stringify(ADMINS) },
    });
    let said = '';
    running.stdout.setEncoding('utf8');
    running.stdout.on('data', (text: string) => {
      const began = said.includes('begins');
      said += text;
      if (killAfterMs !== undefined && !began && said.includes('begins'))
        setTimeout(() => running.kill('SIGKILL'), killAfterMs);
    });
    running.on('close', (code, signal) => {
      if (!said.includes('begins')) reject(new Error(`The child did not begin: ${said}`));
      else if (signal === 'SIGKILL' || code === 0) resolve(said);
      else reject(new Error(`The child ended with ${code ?? signal ?? 'nothing'}: ${said}`));
    });
  });
}

interface Moment {
  readonly number: number;
  readonly what: string;
}

async function allMoments(work: Work, template: Template): Promise<Moment[]> {
  const folder = copyOf(template);
  const said = await runChild(work, template, folder, 0);
  expect(said).toContain('ended succeeded');
  return [...said.matchAll(/^moment (\d+) (.*)$/gm)].map((match) => ({
    number: Number(match[1]),
    what: match[2] ?? '',
  }));
}

let copies = 0;
function copyOf(template: Template): string {
  copies += 1;
  const folder = join(template.place, `copy-${copies}`);
  cpSync(join(template.place, 'template'), folder, { recursive: true });
  return folder;
}

/** What must hold after the restart, wherever the process was killed. */
async function expectSound(station: Station, work: Work, at: string): Promise<void> {
  const { jobs, log, store } = station.workstation;
  const versions = await station.versions();
  const prints = versions.map((version) => version.spkiSha256);
  expect(new Set(prints).size, `twice in the vault, killed at ${at}`).toBe(prints.length);
  for (const key of station.keys()) {
    const live = key.versions.filter((version) => version.state === 'live').map((version) => version.version);
    const there = versions.filter((version) => version.spkiSha256 === key.spkiSha256).map((version) => version.id);
    expect(live, `books and vault, killed at ${at}`).toEqual(there);
  }
  expect(await station.keksInVault(), `a KEK is left, killed at ${at}`).toEqual([]);
  expect(log.verify(), `the log's chain, killed at ${at}`).toBeUndefined();
  expect(jobs.unfinished(), `not reconciled, killed at ${at}`).toEqual([]);
  expect(store.all("SELECT * FROM job_step WHERE state = 'running'")).toEqual([]);
  if (work === 'rotate') {
    const rotated = station.keys().some((key) => key.origin === 'rotation' && keyState(key) === 'active');
    expect(station.group().lastRotated !== undefined, `last rotated, killed at ${at}`).toBe(rotated);
  }
}

/** Starts again after a kill: settles, looks, does the work to its end, looks again. Answers the state of the job. */
async function startAgain(template: Template, folder: string, work: Work, at: string): Promise<string> {
  const clock = new VirtualClock(template.now + 2 * HOUR_MS);
  const station = await Station.existing({ folder, clock, storage: folderStorage(practiceFolder(folder)) });
  await station.workstation.recover();
  await expectSound(station, work, at);
  const state = station.workstation.jobs.list()[0]?.state ?? 'not begun';
  const { cloud } = station.workstation.keyManagement;
  if (work === 'synchronize') {
    const rest = await cloud.synchronize(station.group(), []);
    if (!rest.ok) expect(rest.failure.code).toBe('nothing-to-push');
    expect(station.keys().map(keyState)).toEqual(['older', 'active']);
  } else if (work === 'rotate') {
    await station.rotate();
    expect(station.keys().map(keyState).at(-1)).toBe('active');
  } else {
    await station.deleteOnCloud(true);
    expect(station.keys().map(keyState)).toEqual(['deleted-on-cloud', 'deleted-on-cloud']);
  }
  await expectSound(station, work, at);
  expect(await station.restart()).toEqual([]);
  station.close();
  rmSync(folder, { recursive: true, force: true });
  return state;
}

async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const lane = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/**
 * Where a real process is worth its time: an answer that arrived and is not recorded, a deletion about to leave, a write in
 * its middle. All moments of all kinds of work are in tests/resilience, where the process dies inside of this one.
 */
function chosen(moments: readonly Moment[], onDisk: number): Moment[] {
  const wire = moments.filter(({ what }) => /^answered (?:PUT|POST .*create)|^asks DELETE \/keys/.test(what));
  const disk = moments.filter(({ what }) => what.startsWith('disk'));
  return [...wire, ...disk.filter((_, at) => at % Math.ceil(disk.length / onDisk) === 1)];
}

describe('kill -9 of a real process in the middle of cloud work, and started again: nothing twice, no KEK left, the books are right', () => {
  test.each<[Work, number]>([
    ['synchronize', 2],
    ['rotate', 1],
    ['delete', 1],
  ])('%s, at its moments one by one', { timeout: 600_000 }, async (work, onDisk) => {
    const template = await makeTemplate(work);
    const all = await allMoments(work, template);
    const moments = chosen(all, onDisk);
    const states: string[] = [];
    await inLanes(moments, async ({ number, what }) => {
      const folder = copyOf(template);
      const said = await runChild(work, template, folder, number);
      expect(said).not.toContain('ended');
      states.push(await startAgain(template, folder, work, what));
    });
    console.info(`${work}: killed at ${moments.length} of ${all.length} moments`);
    expect(states.filter((state) => state === 'interrupted').length).toBeGreaterThan(moments.length / 2);
  });

  test('synchronize, from outside at random times', { timeout: 300_000 }, async () => {
    const template = await makeTemplate('synchronize');
    await inLanes([1, 2], async () => {
      const folder = copyOf(template);
      const delay = randomInt(0, 120);
      await runChild('synchronize', template, folder, -1, delay);
      await startAgain(template, folder, 'synchronize', `${delay} ms`);
    });
  });
});
