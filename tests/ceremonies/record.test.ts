import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { describe, expect, test } from 'vitest';
import { planSha256, verifyRecord, type VerifyRecordRequest } from '../../main/ceremonies/index.js';
import { signerOf } from '../../main/crypto/index.js';
import type { RecordVerification } from '../../shared/domain/ceremony/verification.js';
import { CeremonyRoom, planOf, walk } from '../support/ceremony.js';
import { must, mustFail } from '../support/must.js';

const WALT = signerOf(new Uint8Array(32).fill(7));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const SHEET = { expected: 'Quiet', happened: 'A door bell', decided: 'We go on', by: 'Ada' } as const;
/** Ada leads, Walt has a key of his own. */
const PLAN = planOf('generate-and-wrap', {
  people: planOf().people.map((person) =>
    person.name === 'Walt' ? { ...person, key: hexOf(WALT.publicKey) } : person,
  ),
});

interface Made {
  readonly record: string;
  readonly key: string;
  readonly outputs: ReadonlyMap<string, Uint8Array>;
}
/** Made by the first test that needs it. */
let made: Made = { record: '', key: '', outputs: new Map() };
async function ready(): Promise<void> {
  if (made.record === '') made = await makeRecord();
}

/** One real record: with a sheet, a resumption, and signatures by key and on paper. */
async function makeRecord(): Promise<Made> {
  const room = new CeremonyRoom();
  await room.open();
  await walk(room.begin(PLAN), room, { upTo: 'clock-check' });
  await room.open();
  const run = room.begin(PLAN);
  must(run.exception(SHEET));
  const view = await walk(run, room);
  must(room.ceremonies.sign(run, { by: 'Walt', says: 'agree' }, WALT));
  must(room.ceremonies.signedOnPaper(run, { by: 'Wendy', says: 'disagree', remark: 'I came late' }));
  const file = join(room.out, '2026-payroll.record.jsonl');
  expect(statSync(join(room.out, `PRACTICE-2026-payroll.record.jsonl`)).size).toBe(run.record().length);
  expect(() => statSync(file)).toThrow();
  const outputs = new Map(view.outputs.map((one) => [one.file, readFileSync(join(room.out, one.file))]));
  return { record: run.record(), key: hexOf(room.signer.publicKey), outputs };
}

const fileOf = (outputs: ReadonlyMap<string, Uint8Array>) => (file: string) => {
  const bytes = outputs.get(file);
  return bytes && { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
};

function verify(record: string | Uint8Array, more: Partial<VerifyRecordRequest> = {}): RecordVerification {
  const request = { plan: PLAN, keys: [made.key], outputs: fileOf(made.outputs) };
  return must(verifyRecord({ ...request, ...more, record: typeof record === 'string' ? Buffer.from(record) : record }));
}

const kinds = (found: RecordVerification): string[] => [...new Set(found.findings.map(({ kind }) => kind))];
const lines = (): string[] => made.record.trimEnd().split('\n');
const joined = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

describe('a record', () => {
  test('that nobody touched is sound, and says what is worth knowing', async () => {
    await ready();
    const found = verify(made.record);
    expect(found).toMatchObject({
      sound: true,
      findings: [],
      limits: [],
      result: 'completed',
      mode: 'PRACTICE',
      sheets: 1,
    });
    expect(found.signers.map(({ by, state, on }) => [by, state, on]).slice(1)).toEqual([
      ['Walt', 'valid', 'key'],
      ['Wendy', 'valid', 'paper'],
    ]);
    const remarks = found.remarks.join('\n');
    for (const words of [
      'PRACTICE',
      '1 exception sheet',
      'resumed once',
      'Wendy signed, and does not agree',
      'Not signed by Ada, Olga',
    ])
      expect(remarks).toContain(words);
  });

  test('is read alone, without plan, outputs and key, and then says what was not shown', async () => {
    await ready();
    const found = must(verifyRecord({ record: Buffer.from(made.record) }));
    expect(found.sound).toBe(true);
    expect(found.limits).toHaveLength(3);
  });

  test('of which a single byte was changed is found, whichever byte it is', async () => {
    await ready();
    const room = new CeremonyRoom();
    await room.open();
    const short = room.begin(PLAN);
    must(short.abort('The end'));
    must(room.ceremonies.sign(short, { by: 'Walt', says: 'agree' }, WALT));
    expect(must(verifyRecord({ record: Buffer.from(short.record()) })).sound).toBe(true);
    // Every byte of a short record; of the long one some in every line.
    for (const [record, stride] of [
      [short.record(), 1],
      [made.record, 31],
    ] as const) {
      const bytes = Buffer.from(record);
      const silent: number[] = [];
      for (let at = 0; at < bytes.length; at += stride) {
        const changed = Buffer.from(bytes);
        // The change itself walks through the bits.
        changed[at] = (bytes[at] ?? 0) ^ (1 << (at % 7));
        const found = verifyRecord({ record: changed });
        if (found.ok && found.value.sound) silent.push(at);
      }
      expect(silent).toEqual([]);
    }
  });

  test('that lost a line, has one twice, or two in another order, is found', async () => {
    await ready();
    const all = lines();
    for (const at of all.keys()) {
      const lost = verify(joined(all.filter((_, one) => one !== at)));
      const twice = verify(joined([...all.slice(0, at), all[at] ?? '', ...all.slice(at)]));
      const moved = [...all];
      [moved[at], moved[at + 1]] = [moved[at + 1] ?? '', moved[at] ?? ''];
      const isParticipant = (all[at] ?? '').includes('"as":"participant"');
      expect([at, twice.sound]).toEqual([at, false]);
      // A participant's signature may be taken away: then the verification names the person.
      if (isParticipant) expect(lost.remarks.join()).toMatch(/Not signed by .*(?:Walt|Wendy)/);
      else expect([at, lost.sound]).toEqual([at, false]);
      const bothSignatures = (all[at] ?? '').includes('"signature"') && (all[at + 1] ?? '').includes('"signature"');
      if (at < all.length - 1 && !bothSignatures) expect([at, verify(joined(moved)).sound]).toEqual([at, false]);
    }
  });

  test('that is cut off anywhere is found; between its lines it says that it is cut off', async () => {
    await ready();
    const all = lines();
    const end = all.findIndex((line) => line.includes('"type":"end"'));
    for (let at = 1; at <= end; at += 1) expect(kinds(verify(joined(all.slice(0, at))))).toContain('cut-off');
    for (let at = 1; at < 400; at += 7) expect(verify(Buffer.from(made.record).subarray(0, -at)).sound).toBe(false);
  });

  test('of which any member was changed is found, also when all hashes after it are made anew', async () => {
    await ready();
    const all = lines();
    const end = all.findIndex((line) => line.includes('"type":"end"'));
    let tried = 0;
    for (const at of all.keys()) {
      const value = JSON.parse(all[at] ?? '') as Record<string, unknown>;
      for (const name of Object.keys(value)) {
        for (const change of changesOf(name, value[name])) {
          const changed = all.map((line, one) => (one === at ? canonicalOf({ ...value, [name]: change }) : line));
          expect([at, name, verify(joined(changed)).sound]).toEqual([at, name, false]);
          // A forger makes the chain fit again; the signatures of the end then do not.
          if (at <= end && name !== 'previous')
            expect([at, name, verify(joined(rechained(changed, end))).sound]).toEqual([at, name, false]);
          tried += 1;
        }
      }
    }
    expect(tried).toBeGreaterThan(150);
  });

  test('of another plan, with outputs missing or changed, or of an unknown workstation, is told apart', async () => {
    await ready();
    const other = { ...PLAN, place: 'Elsewhere' };
    expect(kinds(verify(made.record, { plan: other }))).toEqual(['plan-differs']);
    const missing = new Map(made.outputs);
    missing.delete('payroll.byok');
    expect(kinds(verify(made.record, { outputs: fileOf(missing) }))).toEqual(['output-missing']);
    const changed = new Map(made.outputs).set('payroll.byok', Buffer.from('other'));
    expect(kinds(verify(made.record, { outputs: fileOf(changed) }))).toEqual(['output-differs']);
    expect(kinds(verify(made.record, { keys: ['0'.repeat(64)] }))).toContain('unknown-key');
  });

  test('that a whole other workstation made is found by the key alone', async () => {
    await ready();
    const forged = await makeRecord();
    expect(must(verifyRecord({ record: Buffer.from(forged.record), plan: PLAN })).sound).toBe(true);
    const room = new CeremonyRoom();
    Object.defineProperty(room, 'signer', { value: signerOf(new Uint8Array(32).fill(9)) });
    await room.open();
    const run = room.begin(PLAN);
    await walk(run, room);
    expect(kinds(verify(run.record(), { outputs: undefined as never }))).toEqual(['unknown-key']);
  });

  test('without signatures is unsigned; with a wrong one it says so', async () => {
    await ready();
    const all = lines();
    const unsigned = all.filter((line) => !line.includes('"signature"'));
    expect(kinds(verify(joined(unsigned)))).toEqual(['unsigned']);
    const turned = all.map((line) => line.replace('"says":"disagree"', '"says":"agree"'));
    expect(kinds(verify(joined(turned)))).toEqual(['signature-wrong']);
  });

  test.each([
    ['', /no record/],
    ['hello\n', /no record/],
    ['{"a":1}\n', /no record/],
  ])('is not "%s"', (text, says) => {
    expect(mustFail(verifyRecord({ record: Buffer.from(text) })).message).toMatch(says);
  });
});

describe('signing', () => {
  test('takes a person of the plan, once, with a key that is known as theirs', async () => {
    const room = new CeremonyRoom();
    room.signers = [{ name: 'OLGA', key: hexOf(signerOf(new Uint8Array(32).fill(3)).publicKey) }];
    await room.open();
    const run = room.begin(PLAN);
    expect(mustFail(room.ceremonies.signedOnPaper(run, { by: 'Ada', says: 'agree' })).code).toBe('not-ended');
    must(run.abort('The end'));
    const stranger = signerOf(new Uint8Array(32).fill(8));
    expect(mustFail(room.ceremonies.sign(run, { by: 'Walt', says: 'agree' }, stranger)).code).toBe('unknown-key');
    expect(mustFail(room.ceremonies.signedOnPaper(run, { by: 'Zoe', says: 'agree' })).code).toBe('not-a-participant');
    must(room.ceremonies.sign(run, { by: 'Olga', says: 'agree' }, signerOf(new Uint8Array(32).fill(3))));
    expect(mustFail(room.ceremonies.signedOnPaper(run, { by: 'Olga', says: 'agree' })).code).toBe('already-signed');
    expect(must(verifyRecord({ record: Buffer.from(run.record()) })).findings).toEqual([]);
    expect(planSha256(PLAN)).toBe(run.planSha256);
  });
});

/** Other values that the schema may or may not take. */
function changesOf(name: string, value: unknown): unknown[] {
  if (name === 'result') return ['passed', 'failed', 'aborted', 'differs'].filter((one) => one !== value);
  if (name === 'mode') return ['PRODUCTION'];
  if (name === 'says') return [value === 'agree' ? 'disagree' : 'agree'];
  if (typeof value === 'string') {
    const digit = /[0-9]/.exec(value);
    return [
      digit
        ? `${value.slice(0, digit.index)}${(Number(digit[0]) + 1) % 10}${value.slice(digit.index + 1)}`
        : `${value}x`,
    ];
  }
  if (typeof value === 'number') return [value + 1];
  if (Array.isArray(value)) return value.length > 0 ? [value.slice(1)] : [[{ name: 'x', value: 'y' }]];
  return [{}];
}

function canonicalOf(value: object): string {
  return canonicalize(value) ?? '';
}

/** The chain up to the end made anew over what stands there. */
function rechained(all: readonly string[], end: number): string[] {
  let previous = '0'.repeat(64);
  return all.map((line, at) => {
    if (at > end) return line;
    const value = { ...(JSON.parse(line) as Record<string, unknown>), previous };
    const text = canonicalOf(value);
    previous = createHash('sha256').update(text).digest('hex');
    return text;
  });
}
