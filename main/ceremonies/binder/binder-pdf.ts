import { drawRecord } from '../record/record-pdf.js';
import { moment, outputTable } from '../record/record-tables.js';
import { planFacts } from '../script/facts.js';
import { fours } from '../script/in-fours.js';
import { CeremonyPages } from '../script/page.js';
import { drawScript } from '../script/script-pdf.js';
import { asOutput, BINDER_PARTS, PART_NAMES, type BinderFile, type BinderPart } from './binder-files.js';
import { drawCheckpoints, drawClosing, drawEvents, drawSheets, drawSignatures, drawStubs } from './binder-pages.js';
import type { BinderParts } from './gather.js';

interface Scene {
  readonly parts: BinderParts;
  readonly files: readonly BinderFile[];
}

/** How each part is drawn; script and record bring their own titles. */
const DRAWN: Readonly<Record<BinderPart, (pages: CeremonyPages, scene: Scene) => void>> = {
  plan: titled('plan', (pages, { parts: { begin } }) => {
    pages.paragraph(`As it was begun with. SHA-256 of its canonical form (RFC 8785): ${fours(begin.planSha256)}`);
    pages.code(JSON.stringify(begin.plan, null, 2));
  }),
  script: (pages, { parts: { begin } }) =>
    drawScript(pages, begin.plan, `${numbered('script')} of ceremony ${begin.ceremony}`),
  record: (pages, { parts: { record, begin } }) => drawRecord(pages, record, begin, '3. '),
  exceptions: titled('exceptions', (pages, { parts }) => drawSheets(pages, parts.sheets)),
  outputs: titled('outputs', (pages, { parts }) => {
    pages.paragraph('As the record names them. Of the outputs nothing but this is in the binder.');
    outputTable(pages, parts.outputs);
  }),
  closing: titled('closing', (pages, { parts }) => drawClosing(pages, parts.closing?.read)),
  stubs: titled('stubs', (pages, { parts }) => drawStubs(pages, parts)),
  signatures: titled('signatures', (pages, { parts }) => drawSignatures(pages, parts)),
  log: titled('log', (pages, { parts }) => drawEvents(pages, parts.events)),
  checkpoints: titled('checkpoints', (pages, { parts }) => drawCheckpoints(pages, parts.checkpoints)),
  files: titled('files', (pages, { files }) => {
    pages.paragraph('Beside this document; its own size and SHA-256 stand in the index of the folder.');
    outputTable(
      pages,
      files.map(({ name, bytes }) => asOutput(name, bytes)),
    );
  }),
};

/** The whole binder as one PDF: contents with page numbers, then every part; the record's fingerprint is on every page. */
export async function binderPdf(parts: BinderParts, files: readonly BinderFile[]): Promise<Uint8Array> {
  const { begin, fingerprint, madeAt } = parts;
  const foot = `record ${fingerprint}`;
  const pages = await CeremonyPages.open(begin.plan, 'Binder of a key ceremony', foot, madeAt);
  cover(pages, parts);
  const contents = { page: pages.part('Contents'), y: pages.y };
  const starts: number[] = [];
  for (const part of PART_NAMES) {
    starts.push(pages.part(numbered(part)));
    DRAWN[part](pages, { parts, files });
  }
  pages.onPage(contents.page, contents.y, () => drawContents(pages, starts, files));
  return pages.finish();
}

function titled(part: BinderPart, draw: (pages: CeremonyPages, scene: Scene) => void) {
  return (pages: CeremonyPages, scene: Scene): void => {
    pages.title(numbered(part));
    draw(pages, scene);
  };
}

function numbered(part: BinderPart): string {
  return `${PART_NAMES.indexOf(part) + 1}. ${BINDER_PARTS[part]}`;
}

function cover(pages: CeremonyPages, { begin, fingerprint, verification, madeAt }: BinderParts): void {
  pages.sheet.document.outline.addItem('Cover');
  pages.title(`Binder of ceremony ${begin.ceremony}`);
  planFacts(pages, begin.plan);
  pages.facts([
    ['Result', verification.result ?? ''],
    ['Workstation', begin.workstationId, 'mono'],
    ['Its key', begin.workstationKey, 'mono'],
    ['Binder made', `${moment(new Date(madeAt).toISOString())} UTC, by Keyferry on that workstation`],
    [
      'Record verified',
      verification.sound
        ? `whole: ${verification.lines} lines, ${verification.steps} steps, ${verification.sheets} exception sheets`
        : 'NOT SOUND: see below',
    ],
  ]);
  pages.y += 8;
  pages.fingerprint('SHA-256 of the plan', begin.planSha256);
  pages.fingerprint('SHA-256 of the record: its end line', fingerprint);
  const told = [
    ...verification.findings.map(({ kind, sentence }) => `${kind.toUpperCase()}: ${sentence}`),
    ...verification.remarks.map((remark) => `Remark: ${remark}`),
  ];
  for (const one of told) pages.paragraph(one);
  pages.paragraph(
    'The fingerprint of the record stands at the foot of every page. Each part is also a file of the folder that this document lies in; its index names their sizes and SHA-256. Verify the record anywhere: keyferry ceremony verify.',
  );
}

/** Contents with page numbers, and the files; it has one page. */
function drawContents(pages: CeremonyPages, starts: readonly number[], files: readonly BinderFile[]): void {
  pages.title('Contents');
  const w = pages.width;
  pages.table(
    [
      { head: 'Part', width: 36, bold: true },
      { head: 'What', width: 150 },
      { head: 'File in the folder', width: w - 36 - 150 - 44 },
      { head: 'Page', width: 44, bold: true },
    ],
    PART_NAMES.map((part, at) => [
      String(at + 1),
      BINDER_PARTS[part],
      { text: namesOf(files.filter((file) => file.part === part)), size: 7.4 },
      String(starts[at] ?? ''),
    ]),
    24,
  );
}

const NAMES_SHOWN = 4;

function namesOf(files: readonly BinderFile[]): string {
  const more = files.length - NAMES_SHOWN;
  const shown = files.slice(0, NAMES_SHOWN).map(({ name }) => name);
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}
