import type { ClosingRecord } from '../../../shared/domain/ceremony/packages.js';
import type { ExceptionLine } from '../../../shared/domain/ceremony/record.js';
import type { LogEvent } from '../../../shared/domain/log-event.js';
import type { StoredCheckpoint } from '../../store/tables/checkpoints.js';
import { moment, signatureTable } from '../record/record-tables.js';
import { fours, hexInFours, inTwoLines } from '../script/in-fours.js';
import type { CeremonyPages } from '../script/page.js';
import { agreementsOf } from './binder-files.js';
import type { BinderParts } from './gather.js';

const KEK_ENDS = {
  purged: 'deleted in the vault and purged',
  deleted: 'deleted in the vault; soft-deleted until the vault forgets it',
  absent: 'was not in the vault any more',
  left: 'not made by that workstation: left to those who made it',
} as const satisfies Readonly<Record<ClosingRecord['kek']['removed'], string>>;

/** Every exception sheet in full. */
export function drawSheets(pages: CeremonyPages, sheets: readonly ExceptionLine[]): void {
  if (sheets.length === 0) pages.paragraph('None: everything was as expected.');
  for (const { sheet, step, expected, happened, decided, by, time, then } of sheets) {
    pages.heading(`Exception sheet ${sheet}`);
    pages.facts([
      ['Step', String(step)],
      ['Time (UTC)', moment(time)],
      ['Expected', expected],
      ['Happened', happened],
      ['Decided', decided],
      ['By', by],
      ['Then', { note: 'it went on', 'go-on': 'the step was left behind', repeat: 'the step was done again' }[then]],
    ]);
  }
}

/** What became of the keys online. */
export function drawClosing(pages: CeremonyPages, closing: ClosingRecord | undefined): void {
  if (!closing) {
    pages.paragraph(
      'None. Nothing was uploaded, or the closing record was not given: it is a file of the online workstation (keyferry ceremony binder --closing FILE).',
    );
    return;
  }
  pages.facts([
    ['Closed', `${moment(closing.closedAt)} UTC by ${closing.closedBy}`],
    ['Workstation', closing.workstation.id, 'mono'],
    ['Its key', closing.workstation.key, 'mono'],
    ['KEK', closing.kek.kid, 'mono'],
    ['Its end', KEK_ENDS[closing.kek.removed]],
    [
      'Links',
      'It names plan, package and the record as it stood when the package was written; they fit this ceremony.',
    ],
  ]);
  pages.y += 6;
  pages.fingerprint('SHA-256 of the ceremony package', closing.packageSha256);
  pages.table(
    [
      { head: 'Key Group', width: 116, bold: true },
      { head: 'Azure version', width: 140 },
      { head: 'Pushed (UTC)', width: 66 },
      { head: 'SPKI SHA-256, as Azure answered it', width: pages.width - 322 },
    ],
    closing.keys.map(({ group, vault, version, pushedAt, spkiSha256 }) => [
      `${vault}/${group}`,
      { text: version, font: 'mono' as const, size: 6.4 },
      moment(pushedAt),
      { text: inTwoLines(spkiSha256), font: 'mono' as const, size: 6.8 },
    ]),
  );
}

/** Who holds which share: never the share. */
export function drawStubs(pages: CeremonyPages, { escrow }: Pick<BinderParts, 'escrow'>): void {
  if (!escrow) {
    pages.paragraph('None: nothing was split in this ceremony.');
    return;
  }
  const { setId, threshold, shares, madeAt } = escrow;
  pages.facts([
    ['Set', setId, 'mono'],
    ['Threshold', `any ${threshold} of ${shares.length} bring the keys back`],
    ['Made', `${moment(new Date(madeAt).toISOString())} UTC`],
  ]);
  pages.paragraph('No share stands on this page. The checksum is that of the sheet: it tells which share a sheet is.');
  pages.table(
    [
      { head: 'Share', width: 40, bold: true },
      { head: 'Holder', width: 150 },
      { head: 'Checksum', width: 120 },
      { head: 'Bag number', width: 90 },
      { head: 'Signature of the holder, date', width: pages.width - 400 },
    ],
    shares.map(({ index, holder, checksum }) => [
      String(index),
      holder,
      { text: fours(checksum), font: 'mono' as const },
      '',
      '',
    ]),
    34,
  );
}

/** Who signed, as what, how, with what state; and what people said in the ceremony. */
export function drawSignatures(pages: CeremonyPages, parts: BinderParts): void {
  const { record, verification } = parts;
  pages.heading('Below the record');
  signatureTable(
    pages,
    record.signatures.map(({ signature }) => signature),
  );
  const states = {
    valid: 'the signature fits, and the key is known',
    wrong: 'THE SIGNATURE DOES NOT FIT',
    'unknown-key': 'the signature fits; nobody named the key',
  } as const;
  pages.table(
    [
      { head: 'Checked when this binder was made', width: 230, bold: true },
      { head: 'Found', width: pages.width - 230 },
    ],
    verification.signers.map(({ by, state }) => [by, states[state]]),
  );
  pages.heading('Said at the end of the ceremony');
  const said = agreementsOf(parts);
  if (said.length === 0) pages.paragraph('Nothing: it ended before people were asked.');
  else
    pages.table(
      [
        { head: 'Name', width: 150, bold: true },
        { head: 'Says', width: pages.width - 150 - 60 - 90 },
        { head: 'Step', width: 50 },
        { head: 'UTC', width: 100 },
      ],
      said.map(({ name, says, remark, step, time }) => [
        name,
        `${says === 'agree' ? 'agrees' : 'DOES NOT AGREE'}${remark === undefined ? '' : `: ${remark}`}`,
        String(step),
        moment(time),
      ]),
    );
}

/** The events of the log about the ceremony, each with its hash in the chain. */
export function drawEvents(pages: CeremonyPages, events: readonly LogEvent[]): void {
  pages.paragraph(
    'From the log of the workstation that held the ceremony. An excerpt is not verified alone: export the log (keyferry logs export) and verify that; these events are in it with these numbers and hashes.',
  );
  if (events.length === 0) pages.paragraph('None.');
  else
    pages.table(
      [
        { head: 'No.', width: 36, bold: true },
        { head: 'UTC', width: 62 },
        { head: 'Event', width: 94 },
        { head: 'By', width: 66 },
        { head: 'Message, and SHA-256 of the event', width: pages.width - 258 },
      ],
      events.map(({ sequence, time, event, actor, approver, message, hash }) => [
        String(sequence),
        { text: moment(new Date(time).toISOString()), size: 7.6 },
        { text: event, size: 7.6 },
        { text: approver === undefined ? actor : `${actor}, confirmed by ${approver}`, size: 7.6 },
        { text: `${hexInFours(message)}\n${fours(hash)}`, size: 7.2 },
      ]),
    );
}

/** The signed notes as they stand. */
export function drawCheckpoints(pages: CeremonyPages, checkpoints: readonly StoredCheckpoint[]): void {
  pages.paragraph(
    'Signed notes over the log (C2SP tlog-checkpoint): from the first event of the ceremony on until one is over all of them, and the newest.',
  );
  if (checkpoints.length === 0) pages.paragraph('None.');
  for (const { size, time, why, note } of checkpoints) {
    pages.need(90);
    pages.heading(`Over ${size} events`);
    pages.facts([['Made', `${moment(new Date(time).toISOString())} UTC (${why})`]]);
    pages.code(note.trimEnd());
  }
}
