import type { StepWork } from '../../main/ceremonies/work.js';
import type { Upload } from '../../main/ceremonies/online/upload.js';
import type { Result } from '../../shared/result.js';
import { initWorkstation, type Workstation } from '../../main/workstation.js';
import { planOf } from './ceremony-plan.js';
import { must } from './must.js';
import { VAULT } from './practice.js';
import { VirtualClock } from './virtual-clock.js';
import { ADMINS, CREDENTIAL, makeStation, Station, type StationChange } from './workstation.js';

export const HOLDERS = ['Ann', 'Bo', 'Cy'];

/** An air-gapped workstation: no credential, no group, not designated. */
export async function airGapped(
  clock = new VirtualClock(),
  machine: Pick<StationChange, 'interfaces' | 'application'> = {},
): Promise<Station> {
  const station = await Station.bare({ clock, ...machine });
  must(await initWorkstation(station.folder, ADMINS, station.options));
  await station.open();
  return station;
}

export { planOf } from './ceremony-plan.js';

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
