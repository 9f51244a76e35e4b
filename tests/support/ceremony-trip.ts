import type { CeremonyPlan } from '../../shared/domain/ceremony/plan.js';
import type { StepWork } from '../../main/ceremonies/work.js';
import type { Upload } from '../../main/ceremonies/online/upload.js';
import type { Result } from '../../shared/result.js';
import { initWorkstation, type Workstation } from '../../main/workstation.js';
import { must } from './must.js';
import { VAULT } from './practice.js';
import { VirtualClock } from './virtual-clock.js';
import { ADMINS, CREDENTIAL, makeStation, Station } from './workstation.js';

/** A plan for one P-256 key in the practice vault; a rehearsal, as every ceremony of the tests. */
export function planOf(change: Partial<CeremonyPlan> = {}): CeremonyPlan {
  return {
    format: 'keyferry-ceremony-plan-1',
    id: '2026-payroll',
    kind: 'generate-and-wrap',
    mode: 'PRACTICE',
    purpose: 'A key for the payroll database',
    place: 'Room 12',
    date: '2026-11-24',
    people: [{ name: 'Lea', role: 'leader' }],
    keys: [{ group: 'payroll', type: 'p-256', vault: VAULT }],
    kek: { vault: VAULT },
    ...change,
  };
}

export const HOLDERS = ['Ann', 'Bo', 'Cy'];

/** An air-gapped workstation: no credential, no group, not designated. */
export async function airGapped(clock = new VirtualClock()): Promise<Station> {
  const station = await Station.bare({ clock });
  must(await initWorkstation(station.folder, ADMINS, station.options));
  await station.open();
  return station;
}

export const online = makeStation;

/** Does what a run does with a step: commits its record, then what comes after. Answers its files by name. */
export async function step(
  { store }: Pick<Workstation, 'store'>,
  work: Promise<Result<StepWork>> | Result<StepWork>,
): Promise<Readonly<Record<string, Uint8Array>>> {
  const done = must(await work);
  store.commit((tx) => done.record?.(tx));
  done.afterCommit?.();
  return Object.fromEntries((done.files ?? []).map(({ name, bytes }) => [name, bytes]));
}

/** The facts of a step as one text. */
export function factsOf(work: StepWork): string {
  return work.facts.map(({ name, value }) => `${name}: ${value}`).join('\n');
}

/** The KEK package that the online workstation makes for a plan. */
export async function kekFor(station: Station, plan = planOf()): Promise<Uint8Array> {
  const made = await station.workstation.ceremonyKeys.keks.make({ credential: CREDENTIAL, vault: VAULT, plan });
  return must(made).file;
}

/** Reads the KEK, makes and wraps every key, and exports: the package. */
export async function holdCeremony(station: Station, kek: Uint8Array, plan = planOf()): Promise<Uint8Array> {
  const { workstation } = station;
  const { work } = workstation.ceremonyKeys;
  await step(workstation, work.readKek(plan, kek));
  for (const key of plan.keys) {
    await step(workstation, work.generate(plan, key));
    await step(workstation, work.wrap(plan, key));
  }
  const files = await step(workstation, work.exportPackage(plan, '{"type":"begin"}\n{"type":"step"}\n'));
  return Object.values(files)[0] ?? new Uint8Array();
}

/** The key of a station's signer, as it is told by voice and paper. */
export function keyOf(station: Station): string {
  return station.workstation.identities.signingKey;
}

export async function upload(to: Station, from: Station, file: Uint8Array): Promise<Upload> {
  const request = { file, credential: CREDENTIAL, workstationKey: keyOf(from) };
  return must(await to.workstation.ceremonyKeys.upload.run(request));
}
