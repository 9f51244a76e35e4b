import fc from 'fast-check';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSmallText } from '../../main/doors/cli/input/small-file.js';
import { readWindowState } from '../../main/doors/window-state.js';
import {
  combineShares,
  decodeShare,
  encodeShare,
  makeTransferBlob,
  openTransferBlob,
  parseTransferBlob,
  splitSecret,
  subKey,
  unwrapWithPadding,
  wrapWithPadding,
} from '../../main/crypto/index.js';
import { parseIdentities } from '../../main/identity-management/index.js';
import { LINE_FORMATS } from '../../main/logging-and-reporting/formats/index.js';
import { readServing } from '../../main/practice-vault/index.js';
import { readJournal } from '../../main/store/journal-file.js';
import { openSnapshot } from '../../main/store/snapshot-file.js';
import { openContents, sealContents } from '../../main/workstation/backup/contents.js';
import { parseBackup, readBackup } from '../../main/workstation/backup/backup-file.js';
import { identitiesIn } from '../../main/workstation/backup/identities.js';
import type { Result } from '../../shared/result.js';
import { fixtureKek, fixtureKey } from '../support/fixture-keys.js';
import { freshFolder } from '../support/folders.js';
import { must } from '../support/must.js';
import { logEvent } from '../support/log.js';
import { makeStation } from '../support/workstation.js';
import { asText, damaged, odd, PARAMETERS, twisted } from './mutations.js';

/*
 * Whatever stands in a file: a Result with a sentence, or a valid value. Never a throw, never a hang, nothing written.
 */

/** A failure must have a code and a sentence; a success is checked by `valid`. */
function sound(result: Result<unknown>): void {
  if (result.ok) return;
  expect(result.failure.code).toMatch(/^[a-z][a-z0-9-]+$/);
  expect(result.failure.message.length).toBeLessThan(20_000);
}

function check<T>(arbitrary: fc.Arbitrary<T>, parse: (value: T) => void): void {
  fc.assert(
    fc.property(arbitrary, (value) => parse(value)),
    PARAMETERS,
  );
}

/** The real files of a small workstation. */
const real = { identities: '', snapshot: Buffer.alloc(0), journal: Buffer.alloc(0), backup: Buffer.alloc(0) };
const KEY = new Uint8Array(32).fill(9);

async function filesOfWorkstation(): Promise<typeof real> {
  if (real.identities !== '') return real;
  const station = await makeStation();
  const backup = join(freshFolder(), 'x.kfbackup');
  must(await station.workstation.backups.make({ file: backup, overwrite: false }));
  const journal = readdirSync(station.folder).find((name) => name.endsWith('.kfj')) ?? '';
  real.identities = readFileSync(join(station.folder, 'identities.json'), 'utf8');
  real.snapshot = readFileSync(join(station.folder, 'snapshot.kfs'));
  real.journal = readFileSync(join(station.folder, journal));
  real.backup = readFileSync(backup);
  return real;
}

describe('the workstation’s own files', () => {
  test('identities.json', async () => {
    const { identities } = await filesOfWorkstation();
    const value: unknown = JSON.parse(identities);
    const texts = fc.oneof(
      damaged(Buffer.from(identities)).map((bytes) => bytes.toString('utf8')),
      twisted(value).map((twist) => asText(twist)),
    );
    check(texts, (text) => {
      const file = parseIdentities(text);
      if (file) expect(file.identities.length).toBeGreaterThanOrEqual(2);
      sound(identitiesIn(text));
    });
  });

  test('the snapshot: a changed byte is never opened', async () => {
    const { snapshot } = await filesOfWorkstation();
    check(damaged(snapshot), (bytes) => {
      const opened = openSnapshot(bytes, 'snapshot.kfs', KEY);
      expect(opened.ok).toBe(false);
      sound(opened);
    });
  });

  test('the journal: frames are replayed whole or not at all', async () => {
    const { journal } = await filesOfWorkstation();
    const facts = {
      storeId: Uint8Array.from(journal.subarray(8, 24)),
      generation: 1,
      sequence: 0,
      chain: new Uint8Array(32),
    };
    check(damaged(journal), (bytes) => {
      let replayed = 0;
      const read = readJournal(bytes, 'journal-1.kfj', facts, KEY, () => (replayed += 1));
      sound(read);
      if (read.ok) expect(read.value.sequence).toBe(replayed);
    });
  });

  test('a backup: what is not as it was made is refused', async () => {
    const { backup } = await filesOfWorkstation();
    const file = join(freshFolder(), 'fuzzed.kfbackup');
    check(damaged(backup), (bytes) => {
      const parsed = parseBackup(bytes);
      sound(parsed);
      if (parsed.ok) expect(bytes.equals(backup)).toBe(true);
      writeFileSync(file, bytes);
      expect(readBackup(file).ok).toBe(parsed.ok);
    });
  });

  test('what is sealed in a backup', () => {
    const header = Buffer.from('header');
    const body = sealContents(KEY, { secrets: [{ account: 'a', secret: 'b' }], image: new Uint8Array(50) }, header);
    check(damaged(body), (bytes) => {
      const opened = openContents(KEY, bytes, header);
      if (opened.ok) expect(bytes.equals(Buffer.from(body))).toBe(true);
      sound(opened);
    });
  });

  test('the window’s place, and the note of a served practice vault', () => {
    const folder = freshFolder();
    check(
      fc.oneof(
        odd.map((value) => asText(value)),
        fc.string(),
      ),
      (text) => {
        for (const name of ['window.json', 'serving.json']) writeFileSync(join(folder, name), text);
        expect(readWindowState(folder).width).toBeGreaterThan(0);
        readServing(folder);
      },
    );
    expect(readdirSync(folder).sort()).toEqual(['serving.json', 'window.json']);
  });
});

describe('files from elsewhere', () => {
  test('a client secret in a text file', () => {
    const path = join(freshFolder(), 'secret.txt');
    const what = { what: 'secret file', holds: 'the client secret', limit: 4096 };
    check(
      fc.oneof(
        damaged(Buffer.from('a~client.secret_of-nobody\n')),
        fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
      ),
      (bytes) => {
        writeFileSync(path, bytes);
        const read = readSmallText(path, what);
        sound(read);
        if (read.ok) expect(read.value.text).toMatch(/^[^\p{Cc}]+$/u);
      },
    );
  });

  test('a transfer blob', () => {
    const { pkcs8 } = fixtureKey('p-256');
    const kek = fixtureKek(2048);
    const kid = `https://contoso.vault.azure.net/keys/kek/${'0'.repeat(32)}`;
    const blob = Buffer.from(must(makeTransferBlob({ pkcs8, kek: { kid, spki: kek.spki }, generator: 'test' })));
    const value: unknown = JSON.parse(blob.toString('utf8'));
    const blobs = fc.oneof(
      damaged(blob),
      twisted(value).map((twist) => Buffer.from(asText(twist))),
    );
    let opened = 0;
    check(blobs, (bytes) => {
      const parsed = parseTransferBlob(bytes);
      sound(parsed);
      // Opening costs an RSA operation: every tenth will do.
      if (!parsed.ok || (opened += 1) % 10 !== 0) return;
      const key = openTransferBlob(parsed.value, kek.pkcs8);
      sound(key);
      if (key.ok) expect(Buffer.from(key.value).equals(Buffer.from(pkcs8))).toBe(true);
    });
  });

  test('a key wrapped by RFC 5649', () => {
    const wrapped = wrapWithPadding(KEY, new Uint8Array(48).fill(3));
    check(damaged(wrapped), (bytes) => {
      const opened = unwrapWithPadding(KEY, bytes);
      sound(opened);
      if (opened.ok) expect(bytes.equals(Buffer.from(wrapped))).toBe(true);
    });
  });

  test('a share of a secret', async () => {
    const [one, two] = await splitSecret(subKey(KEY, 'test'), { threshold: 2, shares: 3 });
    if (!one || !two) throw new Error('There are three.');
    const property = fc.asyncProperty(twisted(encodeShare(one)), async (value) => {
      const share = decodeShare(value);
      sound(share);
      if (!share.ok) return;
      const combined = await combineShares([share.value, two]);
      sound(combined);
      if (combined.ok) expect(Buffer.from(combined.value).equals(Buffer.from(subKey(KEY, 'test')))).toBe(true);
    });
    await fc.assert(property, PARAMETERS);
  });

  test('a backup that an older or newer program made of other things', () => {
    check(odd, (value) => sound(identitiesIn(asText(value))));
  });
});

test('a line of an exported log: one line, no formula, all of it again', () => {
  const texts = fc.record({
    actor: fc.string({ unit: 'binary' }),
    object: fc.string({ unit: 'binary' }),
    message: fc.string({ unit: 'binary' }),
  });
  check(texts, (change) => {
    const event = { ...logEvent(change), sequence: 1, time: 0, previousHash: '', hash: '' };
    expect(LINE_FORMATS.text.row(event).slice(0, -1)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    expect(LINE_FORMATS.csv.row(event)).not.toMatch(/(^|,)"?[=+\-@]/);
    const line = LINE_FORMATS.jsonl.row(event);
    expect(line.slice(0, -1)).not.toContain('\n');
    expect(JSON.parse(line)).toEqual(event);
  });
});
