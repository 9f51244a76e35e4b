import type { Approval } from '../../shared/domain/actor.js';
import type { LogEvent, LogFilter, NewLogEvent } from '../../shared/domain/log-event.js';
import { fail, type Result } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';
import { putTreeNode, treeNodes, type StoredCheckpoint } from '../store/tables/checkpoints.js';
import {
  countEvents,
  eventsAfter,
  hashesAfter,
  insertEvent,
  lastEvent,
  newestEvents,
} from '../store/tables/log-events.js';
import type { Store, Transaction } from '../store/types.js';
import { CHAIN_START, firstBrokenLink, hashEvent } from './chain.js';
import { Checkpoints, type CoSigner, type Notary } from './checkpoints.js';
import { CHECKPOINT_EVERY, checkpointReason, type CheckpointReason } from './event-ids.js';
import { MerkleTree } from './merkle-tree.js';
import { wellFormed } from './well-formed.js';

const PAGE = 1000;
/** A clock that is set right by less is no news; the events keep their order. */
const CLOCK_SLACK_MS = 2000;

export interface LogParts {
  /** Signs the checkpoints. */
  readonly notary?: Notary;
  /** Who confirmed the work that is going on, and why: it stands in every event of it. */
  readonly approval?: () => Approval;
}

/**
 * The System Logs: every event chained by hash to the one before, all of them in a Merkle tree whose root is signed from
 * time to time. Nothing here can change or remove an event.
 *
 * A signed checkpoint follows by itself, in the same transaction, every 1,000 events and on every event that
 * event-ids.ts marks with `checkpoint` (privileged acts, unlock, lock). So whoever adds a privileged act only has to
 * mark its event there.
 */
export class SystemLog {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #approval: () => Approval;
  readonly #listeners = new Set<() => void>();
  /** The tree as this object last left it, for the event it ended with. */
  #kept: { readonly hash: string; readonly tree: MerkleTree } | undefined;
  /** undefined where there is no key to sign with: the log is chained all the same. */
  readonly checkpoints: Checkpoints | undefined;

  constructor(store: Store, clock: Clock, { notary, approval = () => ({}) }: LogParts = {}) {
    this.#store = store;
    this.#clock = clock;
    this.#approval = approval;
    this.checkpoints = notary && new Checkpoints(store, clock, notary);
  }

  /** Appends events inside the caller's transaction, so that work and evidence are kept together or not at all. */
  append(tx: Transaction, events: readonly (NewLogEvent & { readonly time?: number })[]): void {
    if (events.length === 0) return;
    const last = lastEvent(tx);
    const now = this.#clock.now();
    const tree = this.#tree(tx, last);
    this.#kept = undefined;
    let sequence = last?.sequence ?? 0;
    let previousHash = last?.hash ?? CHAIN_START;
    let earliest = last?.time ?? 0;
    let why: CheckpointReason | undefined;
    const add = (event: NewLogEvent, time: number): void => {
      sequence += 1;
      const unhashed = { ...wellFormed({ ...this.#approval(), ...event }), time, sequence, previousHash };
      const hash = hashEvent(unhashed);
      insertEvent(tx, { ...unhashed, hash });
      tree.append(hash);
      previousHash = hash;
      earliest = time;
      why = checkpointReason(event.event) ?? why ?? (sequence % CHECKPOINT_EVERY === 0 ? 'every-1000' : undefined);
    };
    if (now < earliest - CLOCK_SLACK_MS) add(clockWentBack(events[0]?.actor ?? '', earliest, now), now);
    // What was gathered while a step ran keeps its time, but never stands before the event above it.
    for (const { time = now, ...event } of events) add(event, Math.max(time, earliest));
    for (const node of tree.changes()) putTreeNode(tx, node.level, node.upTo, node.hash);
    if (why) this.checkpoints?.record(tx, tree, why);
    this.#kept = { hash: previousHash, tree };
    this.#tell();
  }

  /** Appends events in a transaction of their own. */
  write(...events: readonly NewLogEvent[]): void {
    this.#store.commit((tx) => this.append(tx, events));
  }

  /**
   * Signs a checkpoint over all events and answers the newest one; undefined where there is no key, or no event. Where the
   * newest checkpoint is over all events already, that one stays. Privileged acts need no call: see above.
   */
  checkpoint(why: CheckpointReason): StoredCheckpoint | undefined {
    const { checkpoints } = this;
    if (!checkpoints) return undefined;
    const last = lastEvent(this.#store);
    if (last && checkpoints.newest()?.size !== last.sequence)
      this.#store.commit((tx) => checkpoints.record(tx, this.#tree(tx, last), why));
    return checkpoints.newest();
  }

  /**
   * An Auditor or a second officer puts a signature of their own under the newest checkpoint (made now where events came
   * since), and it is logged. Codes `no-checkpoint`, `already-cosigned`, `bad-signer`.
   */
  cosignCheckpoint(by: CoSigner, actor: string): Result<StoredCheckpoint> {
    const newest = this.checkpoint('cosign');
    const { checkpoints } = this;
    if (!newest || !checkpoints) return fail('no-checkpoint', 'There is no checkpoint to cosign yet.');
    return this.#store.commit((tx) => {
      const cosigned = checkpoints.cosign(tx, newest.size, by);
      if (cosigned.ok) {
        const message = `${by.name} cosigned the checkpoint over ${newest.size} events.`;
        const object = checkpoints.origin;
        this.append(tx, [
          {
            service: 'System',
            level: 'INFO',
            event: 'checkpoint-cosigned',
            actor,
            object,
            message,
            outcome: 'success',
          },
        ]);
      }
      return cosigned;
    });
  }

  /** Calls `listener` after events came, once they are kept; answers how to stop. It must not throw. */
  onAppended(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The newest `limit` events that fit the filter, in order. */
  newest(filter: LogFilter, limit: number): LogEvent[] {
    return newestEvents(this.#store, filter, limit);
  }

  /** Number of the newest event, and of all events: there is no gap. */
  get lastSequence(): number {
    return lastEvent(this.#store)?.sequence ?? 0;
  }

  count(filter: LogFilter): number {
    return countEvents(this.#store, filter);
  }

  /** All events that fit, in order, read page by page. */
  *each(filter: LogFilter): Generator<LogEvent> {
    for (const page of this.pages(filter)) yield* page;
  }

  /** As `each`, a page at a time; up to sequence number `upTo`, after `after`. */
  *pages(
    filter: LogFilter,
    { after = 0, upTo = Infinity, size = PAGE }: { after?: number; upTo?: number; size?: number } = {},
  ): Generator<LogEvent[]> {
    for (;;) {
      const page = eventsAfter(this.#store, filter, after, size);
      const last = page.at(-1);
      if (!last) return;
      yield last.sequence > upTo ? page.filter((event) => event.sequence <= upTo) : page;
      if (page.length < size || last.sequence >= upTo) return;
      after = last.sequence;
    }
  }

  /** The root of the tree as it is stored with the log; undefined where it is not over all events. */
  storedRoot(): Uint8Array | undefined {
    return MerkleTree.of(this.lastSequence, treeNodes(this.#store))?.root();
  }

  /** Sequence number of the first event that does not fit the chain; undefined when the whole log is sound. */
  verify(): number | undefined {
    let tail: LogEvent | undefined;
    for (const page of this.pages({})) {
      // The chain knows its beginning: a log whose first events are gone is not whole.
      if (!tail && page[0] && page[0].sequence !== 1) return page[0].sequence;
      const broken = firstBrokenLink(tail ? [tail, ...page] : page);
      if (broken !== undefined) return broken;
      tail = page.at(-1);
    }
    return undefined;
  }

  /**
   * The tree over all events up to the last one. What is kept here is used only for that same event, since a transaction
   * may have been undone; a log from before there were trees is walked once.
   */
  #tree(tx: Transaction, last: Pick<LogEvent, 'sequence' | 'hash'> | undefined): MerkleTree {
    const size = last?.sequence ?? 0;
    if (this.#kept && this.#kept.tree.size === size && this.#kept.hash === last?.hash) return this.#kept.tree;
    const kept = MerkleTree.of(size, treeNodes(tx));
    if (kept) return kept;
    const tree = new MerkleTree();
    while (tree.size < size) {
      const hashes = hashesAfter(tx, tree.size, PAGE);
      if (hashes.length === 0) throw new Error('The log has fewer events than its last number says.');
      for (const hash of hashes) tree.append(hash);
    }
    return tree;
  }

  #tell(): void {
    // The transaction is over before a microtask runs; if it was undone, there is simply nothing new to see.
    if (this.#listeners.size > 0) queueMicrotask(() => this.#listeners.forEach((listener) => listener()));
  }
}

function clockWentBack(actor: string, before: number, now: number): NewLogEvent {
  const iso = (time: number): string => new Date(time).toISOString();
  return {
    service: 'System',
    level: 'WARN',
    event: 'clock-went-back',
    actor,
    object: 'clock',
    message: `The clock of this machine went back from ${iso(before)} to ${iso(now)}: times from here on are not in order with those above.`,
  };
}
