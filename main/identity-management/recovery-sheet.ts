import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import PDFDocument from 'pdfkit';
import { fail, ok, type Result } from '../../shared/result.js';
import type { MadeRecovery, RecoverySheet } from './recovery.js';
import { drawQr, FONT_NAMES, fontBytes } from '../printing/index.js';
import { writeFailure } from '../store/index.js';

const MARGIN = 56;
const QR_SIZE = 150;
/** Groups of four in a line: six lines of three are read aloud easily. */
const GROUPS_PER_LINE = 3;

/** Facts that stand on every sheet of a set. */
interface SheetFacts {
  readonly workstationId: string;
  readonly setId: string;
  readonly createdAt: number;
  readonly threshold: number;
  readonly total: number;
}

/**
 * Writes one PDF (0600) for each holder into a folder, and with `text` the same as plain text; an existing file is never
 * replaced. Answers their paths. Codes `file-exists`, and those of the disk.
 */
export async function writeSheets(
  folder: string,
  made: MadeRecovery,
  { workstationId, text }: { readonly workstationId: string; readonly text: boolean },
): Promise<Result<readonly string[]>> {
  const files: string[] = [];
  try {
    mkdirSync(resolve(folder), { recursive: true, mode: 0o700 });
    for (const sheet of made.sheets) {
      const file = join(resolve(folder), `recovery-${made.setId.slice(0, 8)}-${sheet.index}.pdf`);
      writeNew(file, await sheetPdf(sheet, factsOf(made, workstationId)));
      files.push(file);
      if (!text) continue;
      const plain = file.replace(/pdf$/, 'txt');
      writeNew(plain, Buffer.from(sheetText(sheet, made, workstationId), 'utf8'));
      files.push(plain);
    }
    return ok(files);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      return fail('file-exists', 'A recovery sheet of this set is in that folder already.');
    // Only the disk's refusals are expected here.
    if (!(error instanceof Error && 'code' in error)) throw error;
    return { ok: false, failure: writeFailure(error, folder) };
  }
}

/** A sheet as plain text, for a printer without PDF. */
export function sheetText(sheet: RecoverySheet, made: MadeRecovery, workstationId: string): string {
  const facts = factsOf(made, workstationId);
  return [
    'KEYFERRY RECOVERY SHARE',
    '',
    ...factLines(sheet, facts).map(([name, value]) => `${name.padEnd(13)}${value}`),
    '',
    ...groupLines(sheet.text).map((line) => `    ${line}`),
    '',
    ...adviceLines(facts),
    '',
  ].join('\n');
}

/** One sheet as PDF: facts, the share in large groups, the same as a QR code. */
export function sheetPdf(sheet: RecoverySheet, facts: SheetFacts): Promise<Buffer> {
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    info: { Title: `Keyferry recovery share ${sheet.index} of ${facts.total}` },
  });
  const done = collect(document);
  for (const name of FONT_NAMES) document.registerFont(name, fontBytes(name));
  document.font('bold').fontSize(20).text('Keyferry recovery share').moveDown(0.8);
  for (const [name, value] of factLines(sheet, facts)) {
    const { y } = document;
    document.font('bold').fontSize(10).text(name, MARGIN, y, { width: 110 });
    document.font('regular').text(value, MARGIN + 110, y);
    document.moveDown(0.35);
  }
  document.moveDown(1.2);
  const top = document.y;
  document.font('mono').fontSize(17);
  for (const line of groupLines(sheet.text)) document.text(line, MARGIN, document.y, { lineGap: 5 });
  const below = document.y;
  drawQr(document, sheet.text.replaceAll(' ', ''), document.page.width - MARGIN - QR_SIZE, top, QR_SIZE);
  document.y = Math.max(below, top + QR_SIZE) + 24;
  document.font('regular').fontSize(10);
  for (const line of adviceLines(facts)) document.text(line, MARGIN, document.y).moveDown(0.4);
  document.end();
  return done;
}

function factsOf({ setId, createdAt, threshold, holders }: MadeRecovery, workstationId: string): SheetFacts {
  return { workstationId, setId, createdAt, threshold, total: holders.length };
}

function factLines({ holder, index }: RecoverySheet, facts: SheetFacts): readonly (readonly [string, string])[] {
  return [
    ['Holder', holder],
    ['Share', `${index} of ${facts.total}; any ${facts.threshold} open the workstation`],
    ['Set', facts.setId.slice(0, 8)],
    ['Made on', `${new Date(facts.createdAt).toISOString().slice(0, 10)} (UTC)`],
    ['Workstation', facts.workstationId],
  ];
}

function groupLines(text: string): string[] {
  const groups = text.split(' ');
  const starts = Array.from({ length: Math.ceil(groups.length / GROUPS_PER_LINE) }, (_, at) => at * GROUPS_PER_LINE);
  return starts.map((start) => groups.slice(start, start + GROUPS_PER_LINE).join('  '));
}

function adviceLines({ threshold }: SheetFacts): readonly string[] {
  return [
    'Keep this sheet in a sealed envelope, apart from the other sheets. It was shown once and cannot be printed again.',
    `${threshold} sheets of this set open everything on the workstation: never bring them together but to recover it.`,
    'To use it, on the sealed workstation: keyferry recovery use. To see that it is readable: keyferry recovery test.',
    'I and L are read as 1, O as 0. When new sheets were made, or these were used, destroy this one.',
  ];
}

function collect(document: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((done, broken) => {
    const parts: Buffer[] = [];
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => done(Buffer.concat(parts)));
    document.on('error', broken);
  });
}

/** A share is written where nobody else may read it, and never over another file. */
function writeNew(file: string, bytes: Uint8Array): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
