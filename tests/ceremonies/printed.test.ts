import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import decodeQR from 'qr/decode.js';
import { beforeEach, describe, expect, test } from 'vitest';
import { gatherBinder, makeBinder, planSha256, recordPdf, scriptPdf, signRecord } from '../../main/ceremonies/index.js';
import { expectedOf } from '../../main/ceremonies/run/expected.js';
import { stepsOf } from '../../main/ceremonies/plan/default-steps.js';
import { CHECKPOINT_EVERY } from '../../main/logging-and-reporting/event-ids.js';
import { parseCheckpoint } from '../../main/logging-and-reporting/index.js';
import { pgpWords } from '../../shared/domain/ceremony/pgp-words.js';
import { recordLine } from '../../shared/domain/ceremony/record.js';
import { airGapped, planOf, step } from '../support/ceremony-trip.js';
import { freshFolder } from '../support/folders.js';
import { must, mustFail } from '../support/must.js';
import { pictureOf } from '../support/pdf-picture.js';
import { pdfPages, squeezed, type PdfPage } from '../support/pdf-text.js';
import {
  named,
  printedCeremony,
  shareOnSheet,
  SHEET,
  WALT,
  type PrintedCeremony,
} from '../support/printed-ceremony.js';

/** Begun and aborted, where it is only about how it ended. */
const SMALL = planOf({
  people: [
    { name: 'Lea', role: 'leader' },
    { name: 'Walt', role: 'witness' },
  ],
});
const AT = Date.UTC(2026, 10, 24, 12);
let held: PrintedCeremony;
let fingerprint = '';
/** The binder's PDF, its pages. */
let binder: PdfPage[] = [];

/** One ceremony for the whole file: held, uploaded and bound by the first test. */
async function ready(): Promise<void> {
  if (binder.length > 0) return;
  held = await printedCeremony();
  fingerprint = held.view.record?.fingerprint.value ?? '';
  binder = pdfPages(named(held.binder, '-binder.pdf'));
}
beforeEach(ready);

const textOf = (page: PdfPage | undefined): string => squeezed(page?.lines ?? []);
const all = (pages: readonly PdfPage[]): string => pages.map(textOf).join('');
const readable = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const stepLines = () =>
  held.lines.map((line) => recordLine.parse(JSON.parse(line))).filter((line) => line.type === 'step');

/** In this order, each behind the one before it. */
function expectInOrder(text: string, parts: readonly string[]): void {
  let at = 0;
  for (const part of parts) {
    const found = text.indexOf(squeezed(part), at);
    expect([part, found], `${part} is missing, or not in its place`).not.toEqual([part, -1]);
    at = found + squeezed(part).length;
  }
}

function expectHash(page: PdfPage | undefined, hex: string): void {
  expect(textOf(page)).toContain(hex);
  expect(textOf(page)).toContain(pgpWords(hex).slice(0, 8).join(''));
  expectInOrder(textOf(page), pgpWords(hex));
}

function expectMarked(pages: readonly PdfPage[], foot: string): void {
  for (const [at, page] of pages.entries()) {
    expect(textOf(page)).toContain(`page${at + 1}of${pages.length}`);
    expect(textOf(page)).toContain(foot);
    // At the foot, and across the page.
    expect(page.lines.filter((line) => line.startsWith('PRACTICE')).length).toBeGreaterThanOrEqual(2);
    expect(page.lines).toContain('PRACTICE');
  }
}

describe('the printed script', () => {
  test('has its facts and the plan hash in hex and words on page 1', async () => {
    const pages = pdfPages(await scriptPdf(held.plan, AT));
    const { purpose, place, date } = held.plan;
    expectInOrder(textOf(pages[0]), [
      'PRACTICE',
      'Ceremony 2026-payroll',
      purpose,
      date,
      place,
      'any 2 of 3: Ann, Bo, Cy',
    ]);
    expectHash(pages[0], planSha256(held.plan));
    for (const { name, role } of held.plan.people) expect(textOf(pages[0])).toContain(squeezed(name + role));
    expectMarked(pages, `plan${planSha256(held.plan)}`);
  });

  test('has every step with what is expected, and room for observed, initials and time', async () => {
    const pages = pdfPages(await scriptPdf(held.plan, AT));
    const steps = stepsOf(held.plan);
    expectInOrder(
      all(pages),
      steps.flatMap((one, at) => [`${at + 1}`, one.text, expectedOf(held.plan, planSha256(held.plan), one)]),
    );
    const heads = pages.filter((page) => textOf(page).includes('No.StepExpectedObservedInitialsTimeUTC'));
    expect(heads.length).toBeGreaterThan(1);
    for (const number of [1, 2]) expect(all(pages)).toContain(`Exceptionsheet${number}`);
    const last = textOf(pages.at(-1));
    expectInOrder(last, ['Sign-off', 'I agree / I do not agree, because', ...held.plan.people.map(({ name }) => name)]);
  });

  test('of PRODUCTION bears no mark of a rehearsal', async () => {
    const pages = pdfPages(await scriptPdf({ ...held.plan, mode: 'PRODUCTION' }, AT));
    expect(textOf(pages[0])).toContain('PRODUCTION');
    expect(all(pages)).not.toContain('PRACTICE');
  });
});

describe('the printed record', () => {
  test('says what was expected and observed at every step, by whom and when, and bears the fingerprint on each page', async () => {
    const pages = pdfPages(must(await recordPdf(Buffer.from(held.record), AT)));
    expectHash(pages[0], fingerprint);
    expectMarked(pages, `record${fingerprint}`);
    // Without the feet and the marks across the pages, which may fall between two rows.
    const text = all(pages.map((page) => ({ ...page, lines: page.lines.slice(0, -4) })));
    expectInOrder(
      text.slice(text.indexOf('Steps(18intheplan)')),
      stepLines().flatMap(({ step: number, text: said, expected, observed, by, time }) => [
        ...[`${number}`, said, expected, ...observed.flatMap(({ name, value }) => [`${name}:`, value])],
        ...['passed', by, time.slice(11, 19)],
      ]),
    );
    expectInOrder(text, ['Exception sheets', SHEET.expected, SHEET.happened, SHEET.decided, SHEET.by]);
    expectInOrder(text, ['Signatures below the record', 'Workstation', 'Walt', 'agrees', 'own key']);
    expectInOrder(text, ['Oleg Зайцев', 'DOES NOT AGREE: The room was loud.', 'on paper']);
    for (const { file, size, sha256: hash } of held.view.outputs)
      expectInOrder(text, ['Outputs', file, String(size), hash]);
  });

  test('cuts nothing off: a cell that no page could hold goes on over the next', async () => {
    const remark = Array.from({ length: 900 }, (_, at) => `word${at}`)
      .join(' ')
      .slice(0, 7900);
    const station = await airGapped();
    const { run } = must(
      station.workstation.ceremonies.open({ plan: SMALL, sha256: planSha256(SMALL) }, join(freshFolder(), 'out')),
    );
    must(
      run.exception({
        ...SHEET,
        expected: remark.slice(0, 2000),
        happened: remark.slice(2000, 4000),
        decided: 'None.',
      }),
    );
    must(run.abort(remark.slice(0, 1900)));
    const text = all(pdfPages(must(await recordPdf(Buffer.from(run.record()), AT))));
    for (const word of remark.slice(0, 4000).split(' ').slice(1, -1)) expect(text).toContain(word.slice(0, 4));
    expect(text.match(/word\d+/g)?.length).toBeGreaterThan(400);
  });
});

describe('the binder', () => {
  test('has every part at the page that its contents name, and fingerprint and mark on every page', () => {
    expectMarked(binder, `record${fingerprint}`);
    expectHash(binder[0], fingerprint);
    const contents = binder[1]?.lines ?? [];
    const parts = [
      'Plan',
      'Script',
      'Record',
      'Exception sheets',
      'Outputs',
      'Closing record',
      'Stubs of the escrow shares',
    ];
    for (const [at, title] of [
      ...parts,
      'Signatures',
      'Log excerpt',
      'Log checkpoints',
      'Files of the folder',
    ].entries()) {
      const row = contents.indexOf(title);
      const page = contents.slice(row + 1).find((line) => /^\d+$/.test(line));
      expect([title, binder[Number(page) - 1]?.lines.join(' ')]).toEqual([
        title,
        expect.stringContaining(`${at + 1}. ${title}`),
      ]);
    }
  });

  test('holds each part as a file, and an index with sizes and SHA-256 of them all', () => {
    const names = [...held.binder.keys()];
    for (const name of names) expect(name).toMatch(/^PRACTICE-2026-payroll-/);
    const index: unknown = JSON.parse(readable(named(held.binder, '-00-index.json')));
    expect(index).toMatchObject({
      format: 'keyferry-ceremony-binder-1',
      mode: 'PRACTICE',
      recordSha256: fingerprint,
      recordSound: true,
      result: 'completed',
    });
    const indexed = names.filter((name) => !name.endsWith('-00-index.json'));
    const files = indexed.map((file) => {
      const bytes = named(held.binder, file);
      return expect.objectContaining({ file, size: bytes.length, sha256: sha256(bytes) }) as unknown;
    });
    expect(index).toMatchObject({ files: expect.arrayContaining(files) as unknown });
    const pages = all(binder);
    for (const name of indexed.filter((one) => !/binder\.pdf|SHA256SUMS/.test(one)))
      expectInOrder(pages, ['11. Files of the folder', name, sha256(named(held.binder, name))]);
  });

  test('tells of outputs, closing record, stubs, signatures and log, and holds no share', () => {
    const text = all(binder);
    for (const { file, size, sha256: hash } of held.view.outputs)
      expectInOrder(text, ['5. Outputs', file, String(size), hash]);
    const { versions, spkiSha256 } = held.pushed;
    expectInOrder(text, [
      '6. Closing record',
      'deleted in the vault and purged',
      versions[0]?.version ?? '?',
      spkiSha256,
    ]);
    expectInOrder(text, ['7. Stubs', 'any 2 of 3', 'Ann', 'Bo', 'Cy']);
    expectInOrder(text, ['8. Signatures', 'Walt', 'the signature fits, and the key is known', 'Lea Müller', 'agrees']);
    expectInOrder(text, [
      '9. Log excerpt',
      'ceremony-begun',
      'ceremony-exception',
      'ceremony-key-made',
      'ceremony-ended',
    ]);
    for (const index of [1, 2, 3]) {
      const share = squeezed(shareOnSheet(named(held.out, `-share-${index}.pdf`)));
      expect(share).toHaveLength(90);
      for (const [name, bytes] of held.binder)
        expect(name.endsWith('.pdf') ? all(pdfPages(bytes)) : squeezed(readable(bytes))).not.toContain(
          share.slice(30, 60),
        );
      expect(text).not.toContain(share.slice(30, 60));
    }
  });

  test('has the checkpoints from its first event to one that is over all of them', () => {
    const events = readable(named(held.binder, '-09-log.jsonl')).trimEnd().split('\n');
    const sequences = events.map((line) => /"sequence":(\d+)/.exec(line)?.[1]).map(Number);
    const names = [...held.binder.keys()].filter((name) => name.endsWith('.checkpoint'));
    const sizes = names.map((name) => parseCheckpoint(readable(named(held.binder, name)))?.size ?? 0);
    expect(sizes.length).toBeGreaterThan(2);
    expect(sizes).toEqual([...sizes].sort((one, other) => one - other));
    expect(sizes[0]).toBeLessThanOrEqual((sequences[0] ?? 0) + CHECKPOINT_EVERY);
    expect(Math.max(...sizes)).toBeGreaterThanOrEqual(Math.max(...sequences));
    expect(sizes).toEqual(held.checkpoints.filter((size) => size >= (sequences[0] ?? 0)));
  });

  test('is made of nothing that is of another ceremony, has not ended, or would be written over', async () => {
    const { workstation } = await airGapped();
    expect(mustFail(gatherBinder(workstation, 'nobody')).code).toBe('ceremony-not-found');
    const plan = SMALL;
    const folder = freshFolder();
    const { run } = must(workstation.ceremonies.open({ plan, sha256: planSha256(plan) }, join(folder, 'out')));
    expect(mustFail(gatherBinder(workstation, plan.id)).code).toBe('not-ended');
    must(run.abort('A test'));
    const closing = named(held.binder, '-closing.json');
    expect(mustFail(gatherBinder(workstation, plan.id, { closing })).code).toBe('other-closing');
    const foreign = Buffer.from(held.record);
    expect(mustFail(gatherBinder(workstation, plan.id, { record: foreign })).code).toBe('other-record');
    const parts = must(gatherBinder(workstation, plan.id));
    mkdirSync(join(folder, 'full'));
    writeFileSync(join(folder, 'full', 'a'), '');
    expect(mustFail(await makeBinder(join(folder, 'full'), parts)).code).toBe('file-exists');
  });

  test('takes the signatures that were put below a copy of the record, and the sound ones only', async () => {
    const { workstation } = await airGapped();
    const plan = held.plan;
    const { run } = must(workstation.ceremonies.open({ plan, sha256: planSha256(plan) }, join(freshFolder(), 'out')));
    must(run.abort('A test'));
    const time = run.signatureLines().length === 1 ? '2026-11-24T09:00:00.000Z' : '';
    const said = { by: 'Walt', as: 'participant', says: 'disagree', on: 'key', time } as const;
    const print = run.current().record?.fingerprint.value ?? '';
    const withLine = (line: string) => ({ record: Buffer.from(`${run.record()}${line}\n`, 'utf8') });
    const parts = must(gatherBinder(workstation, plan.id, withLine(signRecord(print, said, WALT))));
    expect(parts.verification.signers).toMatchObject([
      { state: 'valid' },
      { by: 'Walt', says: 'disagree', state: 'valid' },
    ]);
    const wrong = gatherBinder(workstation, plan.id, withLine(signRecord('0'.repeat(64), said, WALT)));
    expect(mustFail(wrong).code).toBe('record-broken');
  });
});

describe('the sheets of the shares', () => {
  const sheets = () => [1, 2, 3].map((at) => named(held.out, `-share-${at}.pdf`));

  test('say whose they are, and that they are of a rehearsal', () => {
    for (const [at, sheet] of sheets().entries()) {
      const [page] = pdfPages(sheet);
      expectInOrder(textOf(page), [
        'PRACTICE: worth nothing',
        '2026-payroll',
        ['Ann', 'Bo', 'Cy'][at] ?? '',
        `${at + 1} of 3; any 2`,
      ]);
    }
  });

  test('bear a QR code that is the share: what is decoded from two of them brings the key back', async () => {
    const decoded = sheets().map((sheet) => decodeQR(pictureOf(pdfPages(sheet)[0])));
    expect(decoded).toEqual(sheets().map((sheet) => squeezed(shareOnSheet(sheet))));
    const other = await airGapped();
    const back = planOf({
      id: 'bring-back',
      kind: 'recover-from-escrow',
      recovery: 'bring-back',
      escrow: { threshold: 2, holders: ['Ann', 'Bo', 'Cy'] },
    });
    const { work } = other.workstation.ceremonyKeys;
    const escrow = Uint8Array.from(named(held.out, '-escrow.json'));
    expect(mustFail(await work.recover(back, escrow, decoded.slice(2))).code).toBe('shares-too-few');
    await step(other.workstation, work.recover(back, escrow, decoded.slice(1)));
    expect(work.fingerprintsOf(back, 'payroll')?.spkiSha256).toBe(held.pushed.spkiSha256);
  });
});
