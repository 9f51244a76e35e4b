import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Ceremonies,
  planSha256,
  stepsOf,
  type CeremonyRun,
  type Interfaces,
  type KnownSigner,
} from '../../main/ceremonies/index.js';
import { workstationSigner } from '../../main/crypto/index.js';
import { SystemLog } from '../../main/logging-and-reporting/index.js';
import { MIGRATIONS, openStore, type Store } from '../../main/store/index.js';
import type { CeremonyKind, CeremonyPlan } from '../../shared/domain/ceremony/plan.js';
import type { RunView, StepInput, StepView } from '../../shared/domain/ceremony/view.js';
import { ok } from '../../shared/result.js';
import { WorkDouble, type KekFile } from './ceremony-work.js';
import { fixtureKek } from './fixture-keys.js';
import { freshFolder } from './folders.js';
import { must } from './must.js';
import { VirtualClock } from './virtual-clock.js';

/** TEST MATERIAL: the people of a ceremony. */
const PEOPLE: CeremonyPlan['people'] = [
  { name: 'Ada', role: 'leader', organisation: 'Contoso' },
  { name: 'Olga', role: 'officer', organisation: 'Contoso' },
  { name: 'Walt', role: 'witness', organisation: 'Independent Auditors' },
  { name: 'Wendy', role: 'witness', organisation: 'Contoso' },
];
const HOLDERS = ['Hal', 'Hana', 'Hugo'] as const;

/** A plan of that kind in which nothing is wrong, on a day after the virtual clock's. */
export function planOf(kind: CeremonyKind = 'generate-and-wrap', change: Partial<CeremonyPlan> = {}): CeremonyPlan {
  const escrow = kind === 'generate-and-escrow' || kind === 'recover-from-escrow';
  return {
    format: 'keyferry-ceremony-plan-1',
    id: '2026-payroll',
    kind,
    mode: 'PRACTICE',
    purpose: 'The key of the payroll database',
    place: 'Vault room, third floor',
    date: '2026-11-24',
    people: [...PEOPLE, ...(escrow ? HOLDERS.map((name) => ({ name, role: 'holder' as const })) : [])],
    keys: [{ group: 'payroll', type: 'p-256', vault: 'contoso', validFor: '2y' }],
    ...(kind === 'generate-and-wrap' ? { kek: { vault: 'contoso' } } : {}),
    ...(escrow ? { escrow: { threshold: 2, holders: [...HOLDERS] } } : {}),
    ...(kind === 'recover-from-escrow' ? { recovery: 'bring-back' as const } : {}),
    materials: [{ what: 'The machine', mark: 'PF-4711' }],
    ...change,
  };
}

/** The KEK file of the double, with a fixed KEK. */
export function kekFile(change: Partial<KekFile> = {}): Uint8Array {
  const spki = Buffer.from(fixtureKek(2048).spki).toString('hex');
  const kid = `https://contoso.vault.azure.net/keys/kek/${'0'.repeat(32)}`;
  return Buffer.from(JSON.stringify({ kid, spki, vault: 'contoso', practice: true, ...change }), 'utf8');
}

export const LOOPBACK: Interfaces = {
  lo: [
    {
      address: '127.0.0.1',
      netmask: '255.0.0.0',
      family: 'IPv4',
      mac: '00:00:00:00:00:00',
      internal: true,
      cidr: null,
    },
  ],
};
export const CABLE: Interfaces = {
  ...LOOPBACK,
  eth0: [
    {
      address: '10.0.0.7',
      netmask: '255.0.0.0',
      family: 'IPv4',
      mac: '02:00:00:00:00:07',
      internal: false,
      cidr: null,
    },
  ],
};
export const APPLICATION = { version: '0.1.0', sha256: 'ab'.repeat(32) };
/** TEST MATERIAL. */
const MASTER_KEY = new Uint8Array(32).fill(42);
export const WORKSTATION_ID = '3fa85f64-5717-4562-b3fc-2c963f66afa6';

/** Ceremonies in a store of their own that can be dropped and opened again, as after a power loss. */
export class CeremonyRoom {
  readonly folder = freshFolder();
  readonly out = join(this.folder, 'out');
  readonly clock = new VirtualClock();
  interfaces = LOOPBACK;
  signers: KnownSigner[] = [];
  readonly signer = workstationSigner(MASTER_KEY);
  #store: Store | undefined;
  #work: WorkDouble | undefined;
  #ceremonies: Ceremonies | undefined;
  /** Called before and after every commit; what it throws is the power loss. */
  onCommit: (when: 'before' | 'after') => void = () => undefined;

  async open(): Promise<Ceremonies> {
    const request = { folder: join(this.folder, 'data'), masterKey: MASTER_KEY, migrations: MIGRATIONS };
    mkdirSync(request.folder, { recursive: true });
    const { store } = must(await openStore(request));
    const watched: Store = {
      all: (sql, params) => store.all(sql, params),
      get: (sql, params) => store.get(sql, params),
      commit: (work) => {
        this.onCommit('before');
        const value = store.commit(work);
        this.onCommit('after');
        return value;
      },
      compact: () => store.compact(),
      image: () => store.image(),
      get status() {
        return store.status;
      },
      close: () => store.close(),
    };
    this.#store = watched;
    this.#work = new WorkDouble(watched);
    this.#ceremonies = new Ceremonies({
      store: watched,
      log: new SystemLog(watched, this.clock),
      clock: this.clock,
      actor: { name: 'Ada' },
      workstationId: WORKSTATION_ID,
      signer: this.signer,
      work: this.#work,
      signers: () => this.signers,
      interfaces: () => this.interfaces,
      application: () => ok(APPLICATION),
    });
    return this.#ceremonies;
  }

  get store(): Store {
    if (!this.#store) throw new Error('The store of this test is not open.');
    return this.#store;
  }

  get work(): WorkDouble {
    if (!this.#work) throw new Error('The store of this test is not open.');
    return this.#work;
  }

  get ceremonies(): Ceremonies {
    if (!this.#ceremonies) throw new Error('The store of this test is not open.');
    return this.#ceremonies;
  }

  /** Opens the run of a plan. */
  begin(plan: CeremonyPlan): CeremonyRun {
    return must(this.ceremonies.open({ plan, sha256: planSha256(plan) }, this.out)).run;
  }
}

/** What people who do everything right answer to a step. */
export function rightAnswer(
  view: StepView,
  room: Pick<CeremonyRoom, 'clock'>,
  files: (name: string) => Uint8Array,
): StepInput {
  const { ask } = view;
  const text = (name: string): string => Buffer.from(files(name)).toString('utf8');
  switch (ask.kind) {
    case 'go':
      return { kind: 'go' };
    case 'word':
      return { kind: 'word', word: ask.word };
    case 'text':
      return {
        kind: 'text',
        text: view.kind === 'clock-check' ? new Date(room.clock.now()).toISOString().slice(11, 16) : view.expected,
      };
    case 'file':
      return { kind: 'file', name: 'kek.json', bytes: kekFile() };
    case 'share':
      return { kind: 'share', share: text(`share-${ask.holder}.json`) };
    case 'shares':
      return {
        kind: 'shares',
        shares: ask.holders.slice(0, ask.needed).map((name) => text(`share-${name}.json`)),
        escrowFile: files('2026-payroll.escrow'),
      };
    case 'agreements':
      return { kind: 'agreements', agreements: ask.people.map((name) => ({ name, says: 'agree' as const })) };
  }
}

/** Walks a run to its end, or up to the first step of a kind. */
export async function walk(
  run: CeremonyRun,
  room: CeremonyRoom,
  { upTo, files = room.out }: { readonly upTo?: StepView['kind']; readonly files?: string } = {},
): Promise<RunView> {
  for (;;) {
    const view = run.current();
    const { step } = view;
    if (!step || step.kind === upTo) return view;
    const answer = rightAnswer(step, room, (name) => readFileSync(join(files, name)));
    must(await run.act(answer, step.who[0] ?? ''));
    room.clock.advance(60_000);
  }
}

/**
 * What is typed in a rehearsal of `planOf()` on the command line, as a list of answers. Where a network is up (not `quiet`), the
 * step that looks for one is left behind on a sheet.
 */
export function answersOf(plan = planOf(), { quiet = true }: { readonly quiet?: boolean } = {}): string {
  const answers = stepsOf(plan).flatMap((step): string[] => {
    const who = step.actor === 'witness' ? ['1'] : [];
    switch (step.kind) {
      case 'read-kek':
        return [...who, 'kek.json', ''];
      case 'observe':
        return [...who, step.expected ?? 'seen'];
      case 'network-off':
        return [...who, '=', ...(quiet ? [] : ['', '', '', 'We go on.', 'Ada', 'g'])];
      case 'attest':
        return plan.people.map(() => 'yes');
      default:
        return [...who, '='];
    }
  });
  return JSON.stringify({ format: 'keyferry-ceremony-answers-1', answers });
}
