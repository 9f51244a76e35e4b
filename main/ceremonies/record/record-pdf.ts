import type { RecordLine, StepLine } from '../../../shared/domain/ceremony/record.js';
import { STEP_TITLES } from '../../../shared/domain/ceremony/steps.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import { stepsOf } from '../plan/default-steps.js';
import { planFacts, planTables, signOff } from '../script/facts.js';
import { CeremonyPages } from '../script/page.js';
import { hashOfLine } from './chain.js';
import { beginOf, readRecord, type ReadRecord } from './read-record.js';

const RESULTS = { passed: 'passed', failed: 'FAILED', differs: 'DIFFERS' } as const;

/** A record on paper, with the same fingerprint, and room for ink. Codes `not-a-record`, `record-unreadable`. */
export async function recordPdf(bytes: Uint8Array, madeAt: number): Promise<Result<Uint8Array>> {
  const read = readRecord(bytes);
  if (!read.ok) return read;
  const begin = beginOf(read.value);
  if (!begin || read.value.unreadable.length > 0) {
    return fail('record-unreadable', 'This record was changed or is cut off: it is not printed as if it were whole.', {
      advice: 'Verify it first; the verification says which line it is.',
    });
  }
  const { plan } = begin;
  const last = read.value.lines.at(-1);
  const fingerprint = last?.line.type === 'end' ? hashOfLine(last.text) : undefined;
  const foot = fingerprint === undefined ? 'the ceremony has not ended' : `record ${fingerprint}`;
  const pages = await CeremonyPages.open(plan, 'Record of a key ceremony', foot, madeAt);
  const lines = read.value.lines.map(({ line }) => line);
  pages.title(`Record of ceremony ${plan.id}`);
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
  outputs(pages, lines);
  signatures(pages, read.value);
  pages.need(140 + 46 * plan.people.length);
  signOff(pages, plan, 'SHA-256 of the record, as it was read aloud (last word)');
  return ok(await pages.finish());
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
      { head: 'No.', width: 30, bold: true },
      { head: 'Step', width: 158 },
      { head: 'Observed', width: pages.width - 30 - 158 - 60 - 70 - 52 },
      { head: 'Result', width: 60 },
      { head: 'By', width: 70 },
      { head: 'UTC', width: 52 },
    ],
    lines.flatMap((line) => {
      if (line.type === 'resumed')
        return [['', 'The ceremony was interrupted, and resumed here.', '', '', line.by, moment(line.time).slice(11)]];
      if (line.type !== 'step') return [];
      const time = moment(line.time).slice(11);
      return [
        [
          String(line.step),
          `${STEP_TITLES[line.kind]}. ${line.text}`,
          { text: observedOf(line), size: 7.2 },
          { text: RESULTS[line.result], font: line.result === 'passed' ? ('regular' as const) : ('bold' as const) },
          line.by,
          time,
        ],
      ];
    }),
  );
}

function observedOf({ observed, expected, result }: StepLine): string {
  const seen = observed.map(({ name, value }) => `${name}: ${value}`).join('\n');
  return result === 'passed' ? seen : `Expected: ${expected}\nSeen: ${seen}`;
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
      `${sheet.by}, ${moment(sheet.time).slice(11)}`,
    ]),
  );
}

function outputs(pages: CeremonyPages, lines: readonly RecordLine[]): void {
  const files = lines.flatMap((line) => (line.type === 'step' ? line.outputs : []));
  pages.heading('Outputs');
  if (files.length === 0) {
    pages.paragraph('None.');
    return;
  }
  pages.table(
    [
      { head: 'File', width: 170, bold: true },
      { head: 'Bytes', width: 56 },
      { head: 'SHA-256', width: pages.width - 226 },
    ],
    files.map(({ file, size, sha256 }) => [
      file,
      String(size),
      { text: sha256.match(/.{1,4}/g)?.join(' ') ?? '', font: 'mono' as const, size: 7.6 },
    ]),
  );
}

function signatures(pages: CeremonyPages, { signatures: signed }: ReadRecord): void {
  pages.heading('Signatures below the record');
  if (signed.length === 0) {
    pages.paragraph('None yet.');
    return;
  }
  pages.table(
    [
      { head: 'By', width: 170, bold: true },
      { head: 'Says', width: 150 },
      { head: 'How', width: 60 },
      { head: 'Key (Ed25519)', width: pages.width - 380 },
    ],
    signed.map(({ signature: { by, as, says, on, key, remark } }) => [
      as === 'workstation' ? `Workstation ${by}` : by,
      `${says === 'agree' ? 'agrees' : 'DOES NOT AGREE'}${remark === undefined ? '' : `: ${remark}`}`,
      on === 'key' ? 'own key' : 'on paper',
      {
        text: on === 'key' ? key : 'by hand; the workstation signed that it was so',
        font: on === 'key' ? ('mono' as const) : ('regular' as const),
        size: 6.6,
      },
    ]),
  );
}

function moment(time: string): string {
  return time.slice(0, 19).replace('T', ' ');
}
