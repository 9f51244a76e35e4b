import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXPORT_FORMATS, type ExportFormat, type LogEvent } from '../../shared/domain/log-event.js';
import {
  CHAIN_START,
  exportEvents,
  hashEvent,
  LogExports,
  manifestFile,
  originOf,
  signedCheckpoint,
  SystemLog,
  verifierKey,
  verifyFile,
  type FileVerification,
  type VerifyFileRequest,
} from '../../main/logging-and-reporting/index.js';
import { MerkleTree } from '../../main/logging-and-reporting/merkle-tree.js';
import { signerOf } from '../../main/crypto/index.js';
import { freshFolder } from '../support/folders.js';
import { logAlone, logEvent } from '../support/log.js';
import { must, mustFail } from '../support/must.js';

const ORIGIN = originOf('00000000-0000-4000-8000-000000000001');
const SIGNER = signerOf(new Uint8Array(32).fill(9));
const KEY = verifierKey({ name: ORIGIN, kind: 'plain', publicKey: SIGNER.publicKey });
const OTHER_KEY = verifierKey({
  name: ORIGIN,
  kind: 'plain',
  publicKey: signerOf(new Uint8Array(32).fill(8)).publicKey,
});

interface Exported {
  readonly file: string;
  readonly log: SystemLog;
  readonly rows: readonly string[];
  /** The checkpoint of the export. */
  readonly known: string;
  readonly write: (rows: readonly string[]) => void;
  readonly verify: (change?: Partial<VerifyFileRequest>) => Promise<FileVerification>;
}

/** A log of that many events, exported. */
async function exported(count: number, format: ExportFormat = 'jsonl', filter = {}): Promise<Exported> {
  const { store, clock } = await logAlone();
  const log = new SystemLog(store, clock, { notary: { origin: ORIGIN, signer: SIGNER } });
  for (let made = 0; made < count; made += 1) {
    clock.advance(1000);
    log.write(logEvent({ message: `Event ${made + 1}, \\ "x" = | ] done.`, level: made % 3 === 0 ? 'WARN' : 'INFO' }));
  }
  const file = join(freshFolder(), `log.${format}`);
  must(await new LogExports({ log, clock, actor: { name: 'Ada' } }).export({ file, format, filter, overwrite: false }));
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const head = format === 'csv' ? lines.slice(0, 1) : [];
  return {
    file,
    log,
    rows: lines.slice(head.length),
    known: log.checkpoints?.after(count - 1, 1)[0]?.note ?? '',
    write: (rows) => writeFileSync(file, [...head, ...rows].map((row) => `${row}\n`).join('')),
    verify: async (change = {}) => must(await verifyFile({ file, keys: [KEY], ...change })),
  };
}

const first = ({ findings }: FileVerification): [string | undefined, number | undefined] => [
  findings[0]?.kind,
  findings[0]?.sequence,
];

/** Changes events and hashes everything from there on anew, as somebody would who knows how. */
function hashedAnew(rows: readonly string[], from: number, change: Partial<LogEvent>): string[] {
  let previousHash: string | undefined;
  return rows.map((row) => {
    const event = JSON.parse(row) as LogEvent;
    if (event.sequence < from) {
      previousHash = event.hash;
      return row;
    }
    const { hash: _, ...rest } = {
      ...event,
      ...(event.sequence === from ? change : {}),
      ...(previousHash ? { previousHash } : {}),
    };
    previousHash = hashEvent(rest);
    return JSON.stringify({ ...rest, hash: previousHash });
  });
}

describe('an export that nobody touched', () => {
  test.each(EXPORT_FORMATS)('as %s is whole, with the key given and without', async (format) => {
    const { verify } = await exported(30, format);
    expect(await verify()).toMatchObject({
      format,
      rows: 30,
      first: 1,
      last: 30,
      sound: true,
      findings: [],
      keyKnown: true,
    });
    const alone = await verify({ keys: [] });
    expect([alone.sound, alone.keyKnown]).toEqual([true, false]);
    expect(alone.limits.join(' ')).toContain(KEY);
  });

  test('a selection is said to be one, and holds', async () => {
    const { verify } = await exported(30, 'jsonl', { level: 'WARN' });
    expect(await verify()).toMatchObject({ rows: 10, sound: true, selection: true });
  });

  test('without its manifest the chain is verified, and what cannot be told is said', async () => {
    const { file, verify } = await exported(5);
    const alone = join(freshFolder(), 'alone.jsonl');
    copyFileSync(file, alone);
    const found = await verify({ file: alone, keys: [] });
    expect([found.sound, found.rows]).toEqual([true, 5]);
    expect(found.limits.join(' ')).toContain('no manifest');
  });

  test('an empty selection is whole, too', async () => {
    expect(await (await exported(3, 'csv', { level: 'ERROR' })).verify()).toMatchObject({ rows: 0, sound: true });
  });
});

describe.each(['jsonl', 'csv', 'cef', 'rfc5424'] as const)('tampering with an export as %s is told apart', (format) => {
  test('one word altered', async () => {
    const { rows, write, verify } = await exported(30, format);
    write(rows.map((row, at) => (at === 11 ? row.replace('done', 'none') : row)));
    expect(first(await verify())).toEqual(['altered', 12]);
  });

  test('a row missing', async () => {
    const { rows, write, verify } = await exported(30, format);
    write(rows.filter((_, at) => at !== 11));
    expect(first(await verify())).toEqual(['missing', 12]);
  });

  test('the first rows missing', async () => {
    const { rows, write, verify } = await exported(30, format);
    write(rows.slice(2));
    expect(first(await verify())).toEqual(['missing', 1]);
  });

  test('two rows exchanged', async () => {
    const { rows, write, verify } = await exported(30, format);
    const [a = '', b = ''] = rows.slice(11, 13);
    write([...rows.slice(0, 11), b, a, ...rows.slice(13)]);
    expect(first(await verify())).toEqual(['reordered', 12]);
  });

  test('a row twice', async () => {
    const { rows, write, verify } = await exported(30, format);
    write([...rows.slice(0, 12), rows[11] ?? '', ...rows.slice(12)]);
    expect(first(await verify())).toEqual(['added', 12]);
  });

  test('cut off at the end, between rows and inside one', async () => {
    const { file, rows, write, verify } = await exported(30, format);
    write(rows.slice(0, 20));
    expect(first(await verify())).toEqual(['truncated', 21]);
    write(rows);
    writeFileSync(file, readFileSync(file).subarray(0, -40));
    expect(first(await verify())).toEqual(['truncated', 30]);
  });

  test('a row that is none', async () => {
    const { rows, write, verify } = await exported(30, format);
    write(rows.map((row, at) => (at === 11 ? 'nothing of ours' : row)));
    expect(first(await verify())).toEqual(['altered', 12]);
  });
});

describe('tampering by somebody who knows how', () => {
  test('an event altered and hashed anew is found, where the chain breaks behind it', async () => {
    const { rows, write, verify } = await exported(30);
    write([...rows.slice(0, 11), ...hashedAnew(rows.slice(11, 12), 12, { message: 'Nothing.' }), ...rows.slice(12)]);
    expect(first(await verify())).toEqual(['altered', 12]);
  });

  test('an event that names another one before it is found itself', async () => {
    const { rows, write, verify } = await exported(30);
    const forged = hashedAnew(rows.slice(11, 12), 12, { previousHash: 'ab'.repeat(32) });
    write([...rows.slice(0, 11), ...forged, ...rows.slice(12)]);
    expect(first(await verify())).toEqual(['altered', 12]);
  });

  test('everything from there on hashed anew: the signed checkpoint does not fit, and the blocks say where', async () => {
    const { rows, write, verify } = await exported(2500);
    write(hashedAnew(rows, 1700, { message: 'Nothing.' }));
    const found = await verify();
    expect(found.findings[0]).toMatchObject({ kind: 'altered', sequence: 1001, upTo: 2000 });
  });

  test('hashed anew, without the manifest: a checkpoint from before shows it', async () => {
    const { known, rows, write, verify } = await exported(30);
    const checkpoint = join(freshFolder(), 'known');
    writeFileSync(checkpoint, known);
    write(hashedAnew(rows, 12, { message: 'Nothing.' }));
    const empty = join(freshFolder(), 'none.json');
    writeFileSync(empty, '{}');
    const found = await verify({ manifest: empty, checkpoints: [checkpoint] });
    expect(found.findings.map(({ kind }) => kind)).toEqual(['manifest-altered', 'rolled-back']);
  });

  test('a member written twice, or a space between, is no row of ours: what is read is what was hashed', async () => {
    const { rows, write, verify } = await exported(5);
    write(rows.map((row, at) => (at === 2 ? row.replace('{', '{"message":"Something else.",') : row)));
    expect(first(await verify())).toEqual(['altered', 3]);
    write(rows.map((row, at) => (at === 2 ? row.replace(',', ', ') : row)));
    expect(first(await verify())).toEqual(['altered', 3]);
  });

  test('the severity of a CEF row or of a syslog message, which no hash covers', async () => {
    const cef = await exported(5, 'cef');
    cef.write(cef.rows.map((row, at) => (at === 0 ? row.replace('|6|', '|3|') : row)));
    expect(first(await cef.verify())).toEqual(['altered', 1]);
    const syslog = await exported(5, 'rfc5424');
    syslog.write(syslog.rows.map((row, at) => (at === 0 ? row.replace(/^<\d+>/, '<110>') : row)));
    expect(first(await syslog.verify())).toEqual(['altered', 1]);
  });

  test('text: the block in which a word was altered', async () => {
    const { rows, write, verify } = await exported(2500, 'text');
    write(rows.map((row, at) => (at === 1700 ? row.replace('done', 'none') : row)));
    expect((await verify()).findings[0]).toMatchObject({ kind: 'altered', sequence: 1001, upTo: 2000 });
  });

  test('a row taken out of a selection', async () => {
    const { rows, write, verify } = await exported(30, 'jsonl', { level: 'WARN' });
    write(rows.filter((_, at) => at !== 4));
    expect(first(await verify())[0]).toBe('missing');
  });
});

describe('the clock', () => {
  test('went back: the log says so itself, and the verification tells it as a remark', async () => {
    const { store, clock } = await logAlone();
    const log = new SystemLog(store, clock, { notary: { origin: ORIGIN, signer: SIGNER } });
    log.write(logEvent(), logEvent());
    clock.advance(-3_600_000);
    log.write(logEvent());
    const file = join(freshFolder(), 'log.jsonl');
    must(
      await new LogExports({ log, clock, actor: { name: 'Ada' } }).export({
        file,
        format: 'jsonl',
        filter: {},
        overwrite: false,
      }),
    );
    const found = must(await verifyFile({ file, keys: [KEY] }));
    expect(found.findings).toMatchObject([{ kind: 'clock-went-back', sequence: 3, remark: true }]);
    expect(found.sound).toBe(true);
    const events = [...log.each({})].map((event) => event.event);
    expect(events).toEqual(['azure-call', 'azure-call', 'clock-went-back', 'azure-call', 'logs-exported']);
  });

  test('went back without the log saying so: not a log that Keyferry wrote', async () => {
    const { rows, write, verify } = await exported(5);
    const time = (JSON.parse(rows[0] ?? '') as LogEvent).time - 5000;
    write(hashedAnew(rows, 4, { time }));
    const found = await verify();
    const kinds = found.findings.map(({ kind, sequence }) => [kind, sequence]);
    expect(kinds).toContainEqual(['clock-went-back', 4]);
    expect(found.sound).toBe(false);
  });

  test('set right by less than two seconds is no news, and the events keep their order', async () => {
    const { store, clock } = await logAlone();
    const log = new SystemLog(store, clock);
    log.write(logEvent());
    clock.advance(-1500);
    log.write(logEvent());
    const [a, b] = [...log.each({})];
    expect([b?.event, b?.time]).toEqual(['azure-call', a?.time]);
  });
});

describe('rolled back', () => {
  test('an earlier checkpoint is larger than the log, or no beginning of it', async () => {
    const longer = await exported(40);
    const known = join(freshFolder(), 'known.checkpoint');
    writeFileSync(known, longer.known);
    const shorter = await exported(30);
    expect(first(await shorter.verify({ checkpoints: [known] }))).toEqual(['rolled-back', 31]);
    expect((await longer.verify({ checkpoints: [known] })).sound).toBe(true);
    // The same workstation put back to an older state, that went on differently.
    const { store, clock } = await logAlone();
    const log = new SystemLog(store, clock, { notary: { origin: ORIGIN, signer: SIGNER } });
    for (let n = 0; n < 60; n += 1) log.write(logEvent({ message: `Another story, ${n}.` }));
    const file = join(freshFolder(), 'log.jsonl');
    must(
      await new LogExports({ log, clock, actor: { name: 'Ada' } }).export({
        file,
        format: 'jsonl',
        filter: {},
        overwrite: false,
      }),
    );
    const found = must(await verifyFile({ file, keys: [KEY], checkpoints: [known] }));
    expect(found.findings).toMatchObject([{ kind: 'rolled-back', sequence: 1, upTo: 40 }]);
  });

  test('a checkpoint that was altered, or is none, is told as that', async () => {
    const exportedNow = await exported(5);
    const { verify } = exportedNow;
    const known = join(freshFolder(), 'known.checkpoint');
    writeFileSync(known, exportedNow.known.replace('\n5\n', '\n9\n'));
    expect(first(await verify({ checkpoints: [known] }))[0]).toBe('checkpoint-altered');
    writeFileSync(known, 'hello\n');
    expect(first(await verify({ checkpoints: [known] }))[0]).toBe('checkpoint-altered');
  });
});

describe('the manifest and the key', () => {
  test.each([
    ['rows', /"rows": 5/, '"rows": 4'],
    ['the SHA-256', /"sha256": "."/, '"sha256": "0"'],
    ['who exported', /"Ada"/, '"Eve"'],
    ['the statement', /The whole log/, 'A part of the log'],
  ])('%s altered in the manifest is found', async (_, what, by) => {
    const { file, verify } = await exported(5);
    const text = readFileSync(manifestFile(file), 'utf8');
    const changed = text.replace(what, by).replace(/"sha256": "(?!0)./, by.includes('sha256') ? '"sha256": "0' : '$&');
    expect(changed).not.toBe(text);
    writeFileSync(manifestFile(file), changed);
    expect(first(await verify())[0]).toBe('manifest-altered');
  });

  test('another key than the one that is known is told, and what it signed is not relied on', async () => {
    const { verify } = await exported(5);
    const found = await verify({ keys: [OTHER_KEY] });
    expect(found.findings.map(({ kind }) => kind)).toEqual(['wrong-key', 'wrong-key']);
  });

  test('what is no key, and a file that is not there, are refused with a sentence', async () => {
    const { file } = await exported(1);
    expect(mustFail(await verifyFile({ file, keys: ['no key'] })).code).toBe('bad-key');
    expect(mustFail(await verifyFile({ file: join(freshFolder(), 'none') })).code).toBe('file-unreadable');
    expect(mustFail(await verifyFile({ file, manifest: join(freshFolder(), 'none') })).code).toBe('file-unreadable');
  });
});

/** A chain without a store behind it: making a store of that size takes far longer than verifying it. */
function* chain(count: number, tree: MerkleTree): Generator<LogEvent> {
  let previousHash = CHAIN_START;
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const event = { ...logEvent({ message: `Event ${sequence}.` }), sequence, time: sequence * 1000, previousHash };
    previousHash = hashEvent(event);
    tree.append(previousHash);
    yield { ...event, hash: previousHash };
  }
}

test('100,000 events are verified in seconds, against a checkpoint', async () => {
  const folder = freshFolder();
  const [file, known] = [join(folder, 'log.jsonl'), join(folder, 'known.checkpoint')];
  const tree = new MerkleTree();
  must(await exportEvents(chain(100_000, tree), { file, format: 'jsonl', overwrite: false }));
  writeFileSync(known, signedCheckpoint({ origin: ORIGIN, size: 100_000, root: tree.root() }, SIGNER));
  // Processor time: the wall clock tells more about who else is busy here.
  const before = process.cpuUsage();
  const found = must(await verifyFile({ file, keys: [KEY], checkpoints: [known] }));
  const { user, system } = process.cpuUsage(before);
  const took = (user + system) / 1000;
  console.info(`100,000 events verified in ${Math.round(took)} ms of processor time.`);
  expect([found.rows, found.sound, found.findings]).toEqual([100_000, true, []]);
  expect(took).toBeLessThan(20_000);
});
