import type { BeginLine, RecordLine } from '../../../shared/domain/ceremony/record.js';
import { STEP_TITLES } from '../../../shared/domain/ceremony/steps.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import { stepsOf } from '../plan/default-steps.js';
import { planFacts, planTables, signOff } from '../script/facts.js';
import { hexInFours, inFours } from '../script/in-fours.js';
import { CeremonyPages } from '../script/page.js';
import { hashOfLine } from './chain.js';
import { beginOf, readRecord, type ReadRecord } from './read-record.js';
import { moment, outputTable, signatureTable } from './record-tables.js';

const RESULTS = { passed: 'passed', failed: 'FAILED', differs: 'DIFFERS' } as const;

/** A record on paper, with the same fingerprint, and room for ink. Codes `not-a-record`, `record-unreadable`. */
export async function recordPdf(bytes: Uint8Array, madeAt: number): Promise<Result<Uint8Array>> {
  const read = readWhole(bytes);
  if (!read.ok) return read;
  const { record, begin } = read.value;
  const { plan } = begin;
  const fingerprint = fingerprintIn(record);
  const foot = fingerprint === undefined ? 'the ceremony has not ended' : `record ${fingerprint}`;
  const pages = await CeremonyPages.open(plan, 'Record of a key ceremony', foot, madeAt);
  drawRecord(pages, record, begin);
  return ok(await pages.finish());
}

/** A record that can be read to its end, and its first line. Codes `not-a-record`, `record-unreadable`. */
export function readWhole(bytes: Uint8Array): Result<{ readonly record: ReadRecord; readonly begin: BeginLine }> {
  const read = readRecord(bytes);
  if (!read.ok) return read;
  const begin = beginOf(read.value);
  return begin && read.value.unreadable.length === 0
    ? ok({ record: read.value, begin })
    : fail('record-unreadable', 'This record was changed or is cut off: it is not printed as if it were whole.', {
        advice: 'Verify it first; the verification says which line it is.',
      });
}

/** The SHA-256 of the end line; undefined: it has not ended. */
export function fingerprintIn({ lines }: ReadRecord): string | undefined {
  const last = lines.at(-1);
  return last?.line.type === 'end' ? hashOfLine(last.text) : undefined;
}

/** Draws the record from here on; `number` stands before its title. */
export function drawRecord(pages: CeremonyPages, record: ReadRecord, begin: BeginLine, number = ''): void {
  const { plan } = begin;
  const fingerprint = fingerprintIn(record);
  const lines = record.lines.map(({ line }) => line);
  pages.title(`${number}Record of ceremony ${plan.id}`);
  planFacts(pages, plan);
  pages.facts([
    ['Result', resultOf(lines)],
    ['From, to (UTC)', `${moment(begin.time)} to ${moment(lines.at(-1)?.time ?? begin.time)}`],
    ['Workstation', begin.workstationId, 'mono'],
    ['Its key', begin.workstationKey, 'mono'],
    ['Application', `Keyferry ${begin.application.version}, SHA-256 ${begin.application.sha256}`],
  ]);
  pages.y += 8;
  pages.fingerprint('SHA-256 of the plan', begin.planSha256);
  if (fingerprint !== undefined) pages.fingerprint('SHA-256 of the record: its end line', fingerprint);
  planTables(pages, plan);
  stepTable(pages, lines, stepsOf(plan).length);
  exceptions(pages, lines);
  pages.heading('Outputs');
  outputTable(
    pages,
    lines.flatMap((line) => (line.type === 'step' ? line.outputs : [])),
  );
  pages.heading('Signatures below the record');
  signatureTable(
    pages,
    record.signatures.map(({ signature }) => signature),
  );
  pages.need(140 + 46 * plan.people.length);
  signOff(pages, plan, 'SHA-256 of the record, as it was read aloud (last word)');
}

function resultOf(lines: readonly RecordLine[]): string {
  const end = lines.find((line) => line.type === 'end');
  if (!end) return 'not ended';
  return end.why === undefined ? end.result : `${end.result}: ${end.why}`;
}

function stepTable(pages: CeremonyPages, lines: readonly RecordLine[], total: number): void {
  pages.need(320);
  pages.heading(`Steps (${total} in the plan)`);
  pages.table(
    [
      { head: 'No.', width: 26, bold: true },
      { head: 'Step', width: 112 },
      { head: 'Expected', width: 88 },
      { head: 'Observed', width: pages.width - 26 - 112 - 88 - 48 - 56 - 46 },
      { head: 'Result', width: 48 },
      { head: 'By', width: 56 },
      { head: 'UTC', width: 46 },
    ],
    lines.flatMap((line) => {
      if (line.type === 'resumed')
        return [['', 'The ceremony was interrupted, and resumed here.', '', '', '', line.by, timeOf(line.time)]];
      if (line.type !== 'step') return [];
      return [
        [
          String(line.step),
          `${STEP_TITLES[line.kind]}. ${line.text}`,
          inFours(line.expected, 7.2),
          { text: hexInFours(line.observed.map(({ name, value }) => `${name}: ${value}`).join('\n')), size: 7.2 },
          {
            text: RESULTS[line.result],
            font: line.result === 'passed' ? ('regular' as const) : ('bold' as const),
            size: 7.8,
          },
          { text: line.by, size: 7.8 },
          { text: timeOf(line.time), size: 7.8 },
        ],
      ];
    }),
  );
}

function exceptions(pages: CeremonyPages, lines: readonly RecordLine[]): void {
  const sheets = lines.flatMap((line) => (line.type === 'exception' ? [line] : []));
  pages.heading('Exception sheets');
  if (sheets.length === 0) {
    pages.paragraph('None.');
    return;
  }
  const then = {
    note: 'It went on.',
    'go-on': 'The step was left behind.',
    repeat: 'The step was done again.',
  } as const;
  const wide = (pages.width - 34 - 34 - 80) / 3;
  pages.table(
    [
      { head: 'No.', width: 34, bold: true },
      { head: 'Step', width: 34 },
      { head: 'Expected', width: wide },
      { head: 'Happened', width: wide },
      { head: 'Decided', width: wide },
      { head: 'By, UTC', width: 80 },
    ],
    sheets.map((sheet) => [
      String(sheet.sheet),
      String(sheet.step),
      sheet.expected,
      sheet.happened,
      `${sheet.decided} (${then[sheet.then]})`,
      `${sheet.by}, ${timeOf(sheet.time)}`,
    ]),
  );
}

function timeOf(time: string): string {
  return moment(time).slice(11);
}
