import { z } from 'zod';
import { ok, type Result } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';
import { chooseSecretStore, type SecretPlaces, type SecretStore } from '../keychain/index.js';
import { eventsBySequence, lastEvent } from '../store/tables/log-events.js';
import type { Store } from '../store/types.js';

/** The head is written again after a commit when so much time went by, or so many events were logged since. */
const EVERY_MS = 60_000;
const EVERY_EVENTS = 64;

const head = {
  sequence: z.number().int().min(0),
  hash: z.string().max(64),
  /** Commits of the store; goes on over compactions. */
  frames: z.number().int().min(0),
};
const remembered = z.strictObject({
  format: z.literal('keyferry-log-head-1'),
  ...head,
  at: z.number().int(),
  /** When an older store was last noticed, and how far the newer one had come. */
  rolledBack: z.strictObject({ at: z.number().int(), ...head }).exactOptional(),
});
/** What this machine's keychain knows of the newest log of a workstation. No secret. */
export type RememberedHead = z.infer<typeof remembered>;
export type LogHead = z.infer<z.ZodObject<typeof head>>;

/** Where heads are remembered, or why they cannot be. */
export type HeadPlace = { readonly store: SecretStore } | { readonly reason: string };

/** What the keychain said of the store that was opened. */
export type HeadFinding =
  | { readonly kind: 'not-watched' | 'first-seen' | 'as-expected' }
  | { readonly kind: 'rolled-back'; readonly sentence: string };

/** Stands for the sealed store, which goes back with everything else and so can remember nothing. */
const SEALED: SecretStore = {
  kind: 'sealed-store',
  describe: () => 'the sealed store',
  get: () => Promise.resolve(ok(undefined)),
  set: () => Promise.resolve(ok(undefined)),
  remove: () => Promise.resolve(ok(false)),
};

/** The operating system's keychain, where it can be used: outside of the data folder, so that it does not go back with it. */
export async function headPlace(places: Omit<SecretPlaces, 'sealed'>): Promise<HeadPlace> {
  const { store, reason } = await chooseSecretStore({ ...places, sealed: SEALED });
  return store.kind === 'os-keychain' ? { store } : { reason };
}

/** What a keychain remembers of a workstation; undefined: nothing, or nothing that can be read. */
export async function readHead(store: SecretStore, workstationId: string): Promise<Result<RememberedHead | undefined>> {
  const found = await store.get(accountOf(workstationId));
  if (!found.ok || found.value === undefined) return found.ok ? ok(undefined) : found;
  const parsed = remembered.safeParse(jsonOrUndefined(found.value));
  return ok(parsed.success ? parsed.data : undefined);
}

/** Where the log and the store of an open workstation stand. */
export function headOf(store: Store): LogHead {
  const last = lastEvent(store);
  return { sequence: last?.sequence ?? 0, hash: last?.hash ?? '', frames: store.status.sequence };
}

/**
 * Keeps the newest head of the log in the keychain, and so notices an older store that was put in place of a newer one.
 * It is written when the workstation is unlocked and sealed, and in between after a commit, when 60 seconds or 64 events
 * have gone by: going back by less than that, to a copy made while it was open and killed, stays unnoticed.
 */
export class HeadWatch {
  readonly finding: HeadFinding;
  readonly #place: HeadPlace;
  readonly #clock: Clock;
  readonly #workstationId: string;
  #rolledBack: RememberedHead['rolledBack'];
  #written: { readonly at: number; readonly sequence: number; readonly frames: number };
  #writing: Promise<void> | undefined;

  static async begin(parts: {
    readonly place: HeadPlace;
    readonly clock: Clock;
    readonly workstationId: string;
    readonly store: Store;
  }): Promise<HeadWatch> {
    const { place, workstationId, store, clock } = parts;
    if ('reason' in place) return new HeadWatch(parts, { kind: 'not-watched' }, undefined);
    const known = await readHead(place.store, workstationId);
    if (!known.ok)
      return new HeadWatch({ ...parts, place: { reason: known.failure.message } }, { kind: 'not-watched' });
    if (!known.value) return new HeadWatch(parts, { kind: 'first-seen' });
    const sentence = whyOlder(known.value, store);
    if (sentence === undefined) return new HeadWatch(parts, { kind: 'as-expected' }, known.value.rolledBack);
    const { sequence, hash, frames } = known.value;
    return new HeadWatch(parts, { kind: 'rolled-back', sentence }, { at: clock.now(), sequence, hash, frames });
  }

  private constructor(
    parts: { readonly place: HeadPlace; readonly clock: Clock; readonly workstationId: string },
    finding: HeadFinding,
    rolledBack?: RememberedHead['rolledBack'],
  ) {
    this.finding = finding;
    this.#place = parts.place;
    this.#clock = parts.clock;
    this.#workstationId = parts.workstationId;
    this.#rolledBack = rolledBack;
    this.#written = { at: parts.clock.now(), sequence: 0, frames: 0 };
  }

  /** Whether an older store would be noticed on this machine, as a sentence. */
  get sentence(): string {
    return watchSentence(this.#place);
  }

  /** When an older store was last noticed here; UTC milliseconds. */
  get rolledBackAt(): number | undefined {
    return this.#rolledBack?.at;
  }

  /** To be called after a commit; writes now and then, beside everything else. */
  committed(store: Store): void {
    if (this.#writing || 'reason' in this.#place) return;
    const now = this.#clock.now();
    const { at, sequence } = this.#written;
    if (now - at < EVERY_MS && (lastEvent(store)?.sequence ?? 0) - sequence < EVERY_EVENTS) return;
    void this.remember(store);
  }

  /** Writes the head as it is now; answers when the keychain has it. A keychain that refuses is tried again later. */
  async remember(store: Store): Promise<void> {
    await this.#writing;
    const now = headOf(store);
    if (now.sequence === this.#written.sequence && now.frames === this.#written.frames) return;
    this.#writing = this.#write(now).finally(() => (this.#writing = undefined));
    await this.#writing;
  }

  async #write(now: LogHead): Promise<void> {
    if ('reason' in this.#place) return;
    const at = this.#clock.now();
    const rolledBack = this.#rolledBack;
    const kept = await writeHead(this.#place.store, this.#workstationId, {
      ...now,
      at,
      ...(rolledBack ? { rolledBack } : {}),
    });
    if (kept.ok) this.#written = { at, sequence: now.sequence, frames: now.frames };
  }
}

/** A store that tells the watch of every commit. */
export function watched(store: Store, watch: HeadWatch): Store {
  return {
    all: (sql, params) => store.all(sql, params),
    get: (sql, params) => store.get(sql, params),
    commit: (work) => {
      const value = store.commit(work);
      watch.committed(store);
      return value;
    },
    compact: () => store.compact(),
    image: () => store.image(),
    get status() {
      return store.status;
    },
    close: () => store.close(),
  };
}

/** Lets a keychain remember this head from now on. */
export function writeHead(
  store: SecretStore,
  workstationId: string,
  known: Omit<RememberedHead, 'format'>,
): Promise<Result<void>> {
  return store.set(accountOf(workstationId), JSON.stringify({ format: 'keyferry-log-head-1', ...known }));
}

export function watchSentence(place: HeadPlace): string {
  return 'reason' in place
    ? `An older store put in place of this one cannot be noticed on this machine. ${place.reason}`
    : "The newest event of the log is remembered in the operating system's keychain: an older store is noticed.";
}

/** The sentence for a store that is older than what is remembered; undefined when it is not. */
export function whyOlder(known: RememberedHead, store: Store): string | undefined {
  const now = headOf(store);
  const when = `on ${new Date(known.at).toISOString()}`;
  if (now.sequence < known.sequence) {
    return `The store was rolled back: its log ends with event ${now.sequence}, but ${when} this machine saw event ${known.sequence}. What was recorded in between is not in it.`;
  }
  const [same] = known.sequence === 0 ? [] : eventsBySequence(store, [known.sequence]);
  if (known.sequence > 0 && same?.hash !== known.hash) {
    return `The store was rolled back and went on from there: its event ${known.sequence} is another than the one this machine saw ${when}.`;
  }
  if (now.frames < known.frames) {
    return `The store was rolled back: ${known.frames - now.frames} commit(s) that this machine saw ${when} are not in it.`;
  }
  return undefined;
}

function accountOf(workstationId: string): string {
  return `${workstationId}/log-head`;
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
