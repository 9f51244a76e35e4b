import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatherBinder, makeBinder, planSha256 } from '../../main/ceremonies/index.js';
import { signerOf } from '../../main/crypto/index.js';
import type { CeremonyPlan } from '../../shared/domain/ceremony/plan.js';
import type { RunView, StepInput, StepView } from '../../shared/domain/ceremony/view.js';
import type { Key } from '../../shared/domain/key.js';
import { ok } from '../../shared/result.js';
import { APPLICATION, LOOPBACK } from './ceremony.js';
import { airGapped, HOLDERS, kekFor, online, planOf, upload } from './ceremony-trip.js';
import { freshFolder } from './folders.js';
import { must } from './must.js';
import { pdfPages } from './pdf-text.js';
import type { Station } from './workstation.js';

/** TEST MATERIAL: a participant's key. */
export const WALT = signerOf(new Uint8Array(32).fill(7));
export const SHEET = {
  expected: 'The door stays shut',
  happened: 'Somebody knocked and came in',
  decided: 'He was sent out; the step goes on',
  by: 'Lea',
} as const;

/** Wrapped and put into escrow, by people with names from elsewhere. */
export const PRINTED_PLAN: CeremonyPlan = planOf({
  kind: 'generate-and-escrow',
  people: [
    { name: 'Lea Müller', role: 'leader', organisation: 'Contoso' },
    { name: 'Oleg Зайцев', role: 'officer', organisation: 'Contoso' },
    {
      name: 'Walt',
      role: 'witness',
      organisation: 'Auditors & Sons',
      key: Buffer.from(WALT.publicKey).toString('hex'),
    },
    ...HOLDERS.map((name) => ({ name, role: 'holder' as const })),
  ],
  escrow: { threshold: 2, holders: HOLDERS },
  materials: [{ what: 'The machine', mark: 'PF-4711' }],
});

type Files = ReadonlyMap<string, Uint8Array>;

/** What is left of it, in memory: the folders of a test are gone with it. */
export interface PrintedCeremony {
  readonly plan: CeremonyPlan;
  readonly view: RunView;
  readonly lines: readonly string[];
  readonly record: string;
  readonly out: Files;
  readonly binder: Files;
  /** What the online workstation pushed. */
  readonly pushed: Pick<Key, 'spkiSha256' | 'versions'>;
  /** Over how many events the log of the ceremony's workstation has checkpoints. */
  readonly checkpoints: readonly number[];
}

/** A rehearsal on two workstations, held, signed, uploaded, and put into a binder. */
export async function printedCeremony(plan = PRINTED_PLAN): Promise<PrintedCeremony> {
  const here = await online();
  const kek = await kekFor(here, plan);
  const there = await airGapped(here.clock, { interfaces: () => LOOPBACK, application: () => ok(APPLICATION) });
  const { ceremonies, log } = there.workstation;
  const folder = freshFolder();
  const out = join(folder, 'out');
  const { run } = must(ceremonies.open({ plan, sha256: planSha256(plan) }, out));
  must(run.exception(SHEET));
  for (let { step } = run.current(); step; { step } = run.current()) {
    must(await run.act(answerOf(step, { here, out, kek }), step.who[0] ?? ''));
    const { waiting } = run.current().step ?? {};
    if (waiting) throw new Error(waiting.draft.happened);
    here.clock.advance(60_000);
  }
  must(ceremonies.sign(run, { by: 'Walt', says: 'agree' }, WALT));
  must(ceremonies.signedOnPaper(run, { by: 'Oleg Зайцев', says: 'disagree', remark: 'The room was loud.' }));
  const { closing } = await upload(here, there, named(filesIn(out), '-package.json'));
  const binder = join(folder, 'binder');
  must(await makeBinder(binder, must(gatherBinder(there.workstation, plan.id, closing ? { closing } : {}))));
  const [pushed] = here.keys();
  if (!pushed) throw new Error('A key was pushed.');
  return {
    ...{ plan, pushed, view: run.current(), lines: run.lines, record: run.record() },
    ...{ out: filesIn(out), binder: filesIn(binder) },
    checkpoints: log.checkpoints?.after(0, 1000).map(({ size }) => size) ?? [],
  };
}

function filesIn(folder: string): Files {
  return new Map(readdirSync(folder).map((name) => [name, Uint8Array.from(readFileSync(join(folder, name)))]));
}

/** The one file whose name ends so. */
export function named(files: Files, end: string): Uint8Array {
  const [found, ...more] = [...files].filter(([name]) => name.endsWith(end));
  if (!found || more.length > 0) throw new Error(`Not one file ${end}.`);
  return found[1];
}

/** The text of a share as it stands on a sheet: the lines of its groups, in order. */
export function shareOnSheet(pdf: Uint8Array): string {
  const lines = pdfPages(pdf).flatMap(({ lines: all }) => all);
  return lines
    .filter((line) => /^(?:[0-9A-Z]{5}(?: {2}|$)){3}$/.test(line))
    .join('  ')
    .replaceAll('  ', ' ');
}

function answerOf(step: StepView, { here, out, kek }: { here: Station; out: string; kek: Uint8Array }): StepInput {
  const { ask } = step;
  switch (ask.kind) {
    case 'go':
      return { kind: 'go' };
    case 'word':
      return { kind: 'word', word: ask.word };
    case 'text':
      return {
        kind: 'text',
        text: step.kind === 'clock-check' ? new Date(here.clock.now()).toISOString().slice(11, 16) : step.expected,
      };
    case 'file':
      return { kind: 'file', name: 'kek.json', bytes: kek };
    case 'share': {
      const index = HOLDERS.indexOf(ask.holder) + 1;
      return { kind: 'share', share: shareOnSheet(named(filesIn(out), `-share-${index}.pdf`)) };
    }
    case 'shares':
      throw new Error('Nothing is recovered in this ceremony.');
    case 'agreements':
      return { kind: 'agreements', agreements: ask.people.map((name) => ({ name, says: 'agree' as const })) };
  }
}
