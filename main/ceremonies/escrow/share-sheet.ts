import type { CeremonyMode } from '../../../shared/domain/ceremony/plan.js';
import { drawQr, Sheet } from '../../printing/index.js';

const MARGIN = 56;
const QR_SIZE = 150;
/** Groups of five in a line: six lines of three are read aloud easily. */
const GROUPS_PER_LINE = 3;
const NAME_WIDTH = 120;
const PRACTICE = '#b00020';

/** What stands on every sheet of a set. */
export interface SheetSet {
  readonly ceremony: string;
  readonly mode: CeremonyMode;
  readonly setId: string;
  readonly threshold: number;
  readonly total: number;
  readonly madeAt: number;
  readonly workstationId: string;
  /** What is in escrow: group, vault and the beginning of the SPKI SHA-256. */
  readonly keys: readonly { readonly group: string; readonly vault: string; readonly spkiSha256: string }[];
}

export interface SheetShare {
  readonly index: number;
  readonly holder: string;
  readonly checksum: string;
}

/** One holder's sheet as PDF: facts, the share in groups, the same as a QR code, room for a signature. */
export async function shareSheet(set: SheetSet, share: SheetShare & { readonly text: string }): Promise<Uint8Array> {
  const sheet = begin(set, `Escrow share ${share.index} of ${set.total}`);
  let y = heading(sheet, set, 'Keyferry escrow share');
  y = factRows(sheet, y, [
    ['Ceremony', set.ceremony],
    ['Holder', share.holder],
    ['Share', `${share.index} of ${set.total}; any ${set.threshold} bring the keys back`],
    ['Set', set.setId],
    ['Checksum', share.checksum],
    ['Made on', `${day(set.madeAt)} (UTC) by the workstation ${set.workstationId}`],
    ['Keys', keysText(set)],
  ]);
  const top = y + 14;
  y = top;
  const groups = share.text.split(' ');
  for (let at = 0; at < groups.length; at += GROUPS_PER_LINE) {
    sheet.line(String(at + 1).padStart(2, ' '), MARGIN, y + 5, 'mono', 8, '#555555');
    sheet.line(groups.slice(at, at + GROUPS_PER_LINE).join('  '), MARGIN + 22, y, 'mono', 16);
    y += 26;
  }
  drawQr(sheet.document, share.text.replaceAll(' ', ''), MARGIN + sheet.width - QR_SIZE, top, QR_SIZE);
  y = Math.max(y, top + QR_SIZE) + 22;
  y = paragraphs(sheet, y, [
    'Keep this sheet in a sealed, numbered bag, apart from the other sheets and from the escrow file. It was printed once.',
    `${set.threshold} sheets of this set and the escrow file bring the private keys back: never bring them together but to recover.`,
    'The last character of each group is a check over the group. I and L are read as 1, O as 0. To see that it is readable, without showing it: keyferry ceremony share test.',
  ]);
  signatures(sheet, y + 20, ['Holder', 'Bag number', 'Date']);
  return sheet.end();
}

/** The stubs for the binder: the same facts without any share. */
export async function shareStubs(set: SheetSet, shares: readonly SheetShare[]): Promise<Uint8Array> {
  const sheet = begin(set, 'Stubs of the escrow shares');
  let y = heading(sheet, set, 'Stubs of the escrow shares');
  y = factRows(sheet, y, [
    ['Ceremony', set.ceremony],
    ['Set', set.setId],
    ['Threshold', `${set.threshold} of ${set.total}`],
    ['Made on', `${day(set.madeAt)} (UTC) by the workstation ${set.workstationId}`],
    ['Keys', keysText(set)],
  ]);
  for (const share of shares) {
    if (y + 90 > sheet.bottom) {
      sheet.document.addPage();
      y = heading(sheet, set, 'Stubs of the escrow shares');
    }
    sheet.line(`Share ${share.index} of ${set.total}: ${share.holder}`, MARGIN, y + 16, 'bold', 11);
    sheet.line(`Checksum ${share.checksum}`, MARGIN, y + 34, 'mono', 10);
    signatures(sheet, y + 58, ['Holder', 'Bag number', 'Date']);
    y += 84;
  }
  paragraphs(sheet, y + 14, ['No share stands on this page: it belongs into the binder of the ceremony.']);
  return sheet.end();
}

function begin(set: SheetSet, title: string): Sheet {
  return new Sheet({ title: `${title}, ${set.ceremony}`, madeAt: set.madeAt, margin: MARGIN });
}

function heading(sheet: Sheet, set: SheetSet, title: string): number {
  sheet.line(title, MARGIN, MARGIN, 'bold', 20);
  const practice = set.mode === 'PRACTICE';
  const mark = practice ? 'PRACTICE: worth nothing outside a rehearsal' : 'PRODUCTION';
  sheet.line(mark, MARGIN, MARGIN + 28, 'bold', 12, practice ? PRACTICE : '#000000');
  return MARGIN + 56;
}

function factRows(sheet: Sheet, from: number, rows: readonly (readonly [string, string])[]): number {
  let y = from;
  for (const [name, value] of rows) {
    sheet.line(name, MARGIN, y, 'bold', 10);
    for (const line of sheet.fold(value, sheet.width - NAME_WIDTH, 'regular', 10)) {
      sheet.line(line, MARGIN + NAME_WIDTH, y, 'regular', 10);
      y += 15;
    }
    y += 2;
  }
  return y;
}

function paragraphs(sheet: Sheet, from: number, texts: readonly string[]): number {
  let y = from;
  for (const text of texts) {
    for (const line of sheet.fold(text, sheet.width, 'regular', 10)) {
      sheet.line(line, MARGIN, y, 'regular', 10);
      y += 14;
    }
    y += 5;
  }
  return y;
}

function signatures(sheet: Sheet, y: number, names: readonly string[]): void {
  const width = sheet.width / names.length;
  for (const [at, name] of names.entries()) {
    const x = MARGIN + at * width;
    sheet.document
      .moveTo(x, y + 16)
      .lineTo(x + width - 16, y + 16)
      .lineWidth(0.6)
      .stroke('#000000');
    sheet.line(name, x, y + 20, 'regular', 8, '#555555');
  }
}

function keysText({ keys }: SheetSet): string {
  const shown = keys
    .slice(0, 6)
    .map(({ group, vault, spkiSha256 }) => `${vault}/${group} (SHA-256 ${spkiSha256.slice(0, 16)}…)`);
  const more = keys.length > shown.length ? `, and ${keys.length - shown.length} more` : '';
  return `${shown.join(', ')}${more}`;
}

function day(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
