import type { RecordedOutput, RecordSignature } from '../../../shared/domain/ceremony/record.js';
import { inTwoLines } from '../script/in-fours.js';
import type { CeremonyPages } from '../script/page.js';

/** Files with size and SHA-256. */
export function outputTable(pages: CeremonyPages, files: readonly RecordedOutput[]): void {
  if (files.length === 0) {
    pages.paragraph('None.');
    return;
  }
  pages.table(
    [
      { head: 'File', width: 248, bold: true },
      { head: 'Bytes', width: 52 },
      { head: 'SHA-256', width: pages.width - 300 },
    ],
    files.map(({ file, size, sha256 }) => [
      { text: file, size: 8 },
      { text: String(size), size: 8 },
      { text: inTwoLines(sha256), font: 'mono' as const, size: 7.4 },
    ]),
  );
}

/** Who signed a record: what they say, how, when, with which key. */
export function signatureTable(pages: CeremonyPages, signed: readonly RecordSignature[]): void {
  if (signed.length === 0) {
    pages.paragraph('None yet.');
    return;
  }
  pages.table(
    [
      { head: 'By', width: 112, bold: true },
      { head: 'Says', width: 130 },
      { head: 'How', width: 56 },
      { head: 'UTC', width: 62 },
      { head: 'Key (Ed25519)', width: pages.width - 360 },
    ],
    signed.map(({ by, as, says, on, key, remark, time }) => [
      as === 'workstation' ? `Workstation ${by}` : by,
      `${says === 'agree' ? 'agrees' : 'DOES NOT AGREE'}${remark === undefined ? '' : `: ${remark}`}`,
      on === 'key' ? 'own key' : 'on paper',
      moment(time),
      on === 'key'
        ? { text: inTwoLines(key), font: 'mono' as const, size: 6.2 }
        : { text: 'by hand; the workstation signed that it was so', size: 7.2 },
    ]),
  );
}

/** `2027-03-01 09:30:00`, of a time as it stands in a record. */
export function moment(time: string): string {
  return time.slice(0, 19).replace('T', ' ');
}
