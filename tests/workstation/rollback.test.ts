import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freshFolder } from '../support/folders.js';
import { keytarDouble } from '../support/keytar.js';
import { makeStation, Station, type StationChange } from '../support/workstation.js';

/** A copy of the store files, as somebody keeps who means to put them back. */
function copyOfStore(folder: string): () => void {
  const kept = freshFolder();
  cpSync(folder, kept, { recursive: true });
  return () => {
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
    cpSync(kept, folder, { recursive: true });
  };
}

/** Keeps client secrets and the head of the log in a keychain of the test's own. */
async function withKeychain(change: StationChange = {}) {
  const keytar = keytarDouble();
  const station = await makeStation({ openKeytar: keytar.open, preferSecretsIn: 'os-keychain', ...change });
  return { station, keytar, change: { openKeytar: keytar.open, preferSecretsIn: 'os-keychain' } as const };
}

/** Sealed as every door seals. */
async function seal(station: Station): Promise<void> {
  await station.workstation.rememberHead();
  station.close();
}

describe('an older store in place of a newer one', () => {
  test('is noticed at unlock, logged as an error and shown as a warning', async () => {
    const { station } = await withKeychain();
    await seal(station);
    const putBack = copyOfStore(station.folder);
    await station.open();
    station.createGroup();
    const before = station.workstation.log.lastSequence;
    await seal(station);
    putBack();
    const { warnings, headWatch, log } = await station.open();
    expect(headWatch.finding.kind).toBe('rolled-back');
    expect(warnings).toEqual([
      expect.stringMatching(
        new RegExp(`^The store was rolled back: its log ends with event \\d+, but on .* event ${before}\\.`),
      ),
    ]);
    const [event] = [...log.each({ level: 'ERROR' })];
    expect(event).toMatchObject({ event: 'store-rolled-back', service: 'System', message: warnings[0] });
  });

  test('is noticed once, and remembered as noticed: the log goes on from where it is', async () => {
    const { station } = await withKeychain();
    await seal(station);
    const putBack = copyOfStore(station.folder);
    await station.open();
    station.createGroup();
    await seal(station);
    putBack();
    await station.open();
    await seal(station);
    const { headWatch, warnings } = await station.open();
    expect([headWatch.finding.kind, warnings]).toEqual(['as-expected', []]);
    expect(headWatch.rolledBackAt).toBeTypeOf('number');
  });

  test('that went on for longer than the newer one had come is noticed by its hash', async () => {
    const { station, keytar } = await withKeychain();
    await seal(station);
    const putBack = copyOfStore(station.folder);
    await station.open();
    station.createGroup();
    await seal(station);
    const seen = new Map(keytar.entries);
    putBack();
    // On a machine without this keychain the older copy is worked with for a while.
    const elsewhere = await Station.existing({ folder: station.folder, clock: station.clock });
    for (const name of ['one', 'two', 'three']) elsewhere.createGroup({ name });
    elsewhere.close();
    keytar.entries.clear();
    for (const [account, secret] of seen) keytar.entries.set(account, secret);
    const { warnings } = await station.open();
    expect(warnings).toEqual([expect.stringMatching(/rolled back and went on from there: its event \d+ is another/)]);
  });

  test('with the same log but fewer commits is noticed too', async () => {
    const { station } = await withKeychain();
    await seal(station);
    const putBack = copyOfStore(station.folder);
    const kept = await station.open();
    kept.store.commit((tx) => tx.run("INSERT INTO setting (name, value) VALUES ('test', 'x')"));
    await seal(station);
    putBack();
    expect((await station.open()).warnings.length).toBe(1);
  });

  test.each([
    ['a session like any other', (station: Station) => void station.createGroup()],
    ['nothing at all', () => undefined],
    ['a compaction', (station: Station) => station.workstation.store.compact()],
  ])('is not seen after %s', async (_, work) => {
    const { station } = await withKeychain();
    work(station);
    await seal(station);
    const { headWatch, warnings } = await station.open();
    expect([headWatch.finding.kind, warnings]).toEqual(['as-expected', []]);
  });

  test('is not seen after a kill: the keychain is never ahead of the disk', async () => {
    const { station } = await withKeychain();
    station.createGroup();
    // No rememberHead: the process is gone, its lock is taken over.
    station.close();
    expect((await station.open()).headWatch.finding.kind).toBe('as-expected');
  });
});

describe('what the keychain is told', () => {
  const headIn = (entries: ReadonlyMap<string, string>): { sequence: number } =>
    JSON.parse([...entries].find(([account]) => account.endsWith('/log-head'))?.[1] ?? '{}') as { sequence: number };

  test('after 64 events or 60 seconds, not after every commit', async () => {
    const { station, keytar } = await withKeychain();
    await station.workstation.rememberHead();
    const { log } = station.workstation;
    const begun = log.lastSequence;
    const write = (): void =>
      log.write({ service: 'System', level: 'INFO', event: 'test', actor: 'Ada', object: 'x', message: 'y' });
    for (let count = 0; count < 63; count += 1) write();
    await new Promise((resolve) => setImmediate(resolve));
    expect(headIn(keytar.entries).sequence).toBe(begun);
    write();
    await new Promise((resolve) => setImmediate(resolve));
    expect(headIn(keytar.entries).sequence).toBe(begun + 64);
    station.clock.advance(60_000);
    write();
    await new Promise((resolve) => setImmediate(resolve));
    expect(headIn(keytar.entries).sequence).toBe(begun + 65);
  });

  test('is no secret, and says so when it was not told anything before', async () => {
    const { station, keytar, change } = await withKeychain();
    await seal(station);
    const [, text = ''] = [...keytar.entries].find(([account]) => account.endsWith('/log-head')) ?? [];
    expect(Object.keys(JSON.parse(text) as object).sort()).toEqual(['at', 'format', 'frames', 'hash', 'sequence']);
    keytar.entries.clear();
    const again = await Station.existing({ folder: station.folder, ...change });
    expect(again.workstation.headWatch.finding.kind).toBe('first-seen');
    expect(again.log().at(-1)?.event).toBe('log-head-first-seen');
  });

  test.each(['{}', 'nonsense', '{"format":"keyferry-log-head-1","sequence":-1}'])(
    'and what it cannot have been told counts as nothing: %s',
    async (text) => {
      const { station, keytar } = await withKeychain();
      await seal(station);
      for (const account of keytar.entries.keys()) if (account.endsWith('/log-head')) keytar.entries.set(account, text);
      expect((await station.open()).headWatch.finding.kind).toBe('first-seen');
    },
  );

  test('a keychain that is gone is said, and nothing breaks', async () => {
    const { station, keytar } = await withKeychain();
    await seal(station);
    keytar.breakDown();
    const { headWatch, warnings } = await station.open();
    expect([headWatch.finding.kind, warnings]).toEqual(['not-watched', []]);
    expect(headWatch.sentence).toMatch(/cannot be noticed on this machine. The operating system's keychain/);
  });

  test('without a keychain that is said too', async () => {
    const station = await makeStation();
    expect(station.workstation.headWatch.sentence).toBe(
      'An older store put in place of this one cannot be noticed on this machine. The sealed store was chosen.',
    );
  });
});
