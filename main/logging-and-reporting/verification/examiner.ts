import type { FindingKind, LogFinding } from '../../../shared/domain/log-verification.js';
import type { LogEvent } from '../../../shared/domain/log-event.js';
import { CHAIN_START, hashEvent } from '../chain.js';
import type { RowRead } from '../formats/index.js';
import { MerkleTree } from '../merkle-tree.js';

interface Before {
  readonly sequence: number;
  readonly time: number;
  /** undefined: it cannot be relied on. */
  readonly hash?: string;
}

/** Numbers that were passed over and may still come. */
interface Gap {
  from: number;
  readonly to: number;
}

/**
 * Walks events in the order in which they stand and tells apart what was done to them. Of each kind the first event is
 * kept, and how many there are.
 */
export class LogExaminer {
  /** Between the events of a selection others are left out on purpose. */
  readonly #selection: boolean;
  /** Sizes at which the root is wanted, ascending. */
  readonly #wanted: readonly number[];
  readonly #roots = new Map<number, Uint8Array>();
  readonly #found = new Map<FindingKind, { sequence: number; count: number; remark?: boolean; detail: string }>();
  readonly #tree = new MerkleTree();
  readonly #gaps: Gap[] = [];
  #whole = true;
  #before: Before | undefined;
  #highest = 0;
  #rows = 0;
  #first = 0;
  /** The link between these two does not fit; which of them is wrong shows in the next one. */
  #brokenLink: { readonly earlier: number; readonly later: number } | undefined;

  constructor(options: { readonly selection?: boolean; readonly rootsAt?: readonly number[] } = {}) {
    this.#selection = options.selection ?? false;
    this.#wanted = [...new Set(options.rootsAt ?? [])].sort((a, b) => a - b);
  }

  get rows(): number {
    return this.#rows;
  }

  get first(): number {
    return this.#first;
  }

  /** The highest sequence number so far. */
  get last(): number {
    return this.#highest;
  }

  /** Whether all events from the first on are there, in order: only then the tree over them can be computed. */
  get isWhole(): boolean {
    return this.#whole && !this.#selection;
  }

  /** The root over the first `size` events, where it was wanted and could be computed. */
  rootAt(size: number): Uint8Array | undefined {
    return this.#roots.get(size) ?? (this.isWhole && this.#tree.size === size ? this.#tree.root() : undefined);
  }

  /** The next row; undefined: it cannot be read. */
  row(read: RowRead | undefined): void {
    this.#rows += 1;
    const expected = this.#highest + 1;
    if (!read) return this.#unreadable(expected);
    const { event } = read;
    const here = event ?? read;
    const altered = event !== undefined && hashEvent(event) !== event.hash;
    const sequence = altered && !this.#selection ? expected : here.sequence;
    if (this.#rows === 1) this.#first = sequence;
    if (altered) this.#find('altered', sequence, 'its content does not fit its hash');
    if (sequence > this.#highest) this.#forward(sequence, event, altered);
    else this.#backward(sequence);
    if (!altered) this.#clock(here.time, event?.event ?? ('id' in read ? read.id : ''), sequence);
    // What was altered still names its old hash, or one that nobody can rely on.
    this.#before = { sequence, time: here.time, ...(event && !altered ? { hash: event.hash } : {}) };
    if (this.isWhole && event) {
      this.#tree.append(event.hash);
      if (this.#wanted.includes(this.#tree.size)) this.#roots.set(this.#tree.size, this.#tree.root());
    }
  }

  /** Everything that was found in the events themselves. */
  findings(): LogFinding[] {
    if (this.#brokenLink) this.#settleLink(this.#brokenLink.earlier);
    const [gap] = this.#gaps;
    if (gap) {
      const missing = this.#gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0);
      this.#found.set('missing', { sequence: gap.from, count: missing, detail: '' });
    }
    return [...this.#found]
      .map(([kind, { sequence, count, remark, detail }]) => ({
        kind,
        sequence,
        sentence: sentenceOf(kind, sequence, count, detail),
        ...(remark ? { remark } : {}),
      }))
      .sort((a, b) => a.sequence - b.sequence);
  }

  #unreadable(expected: number): void {
    this.#find('altered', expected, 'the row cannot be read');
    this.#whole = false;
    this.#highest = expected;
    this.#before = undefined;
    if (this.#rows === 1) this.#first = expected;
  }

  #forward(sequence: number, event: LogEvent | undefined, altered: boolean): void {
    if (sequence > this.#highest + 1 && !this.#selection) {
      this.#gaps.push({ from: this.#highest + 1, to: sequence - 1 });
      this.#whole = false;
    }
    if (event && !altered) this.#link(sequence, event);
    else this.#brokenLink = undefined;
    this.#highest = sequence;
  }

  /** A number that is not higher than those before: a row that was moved, or that stands here twice. */
  #backward(sequence: number): void {
    this.#whole = false;
    const at = this.#gaps.findIndex(({ from, to }) => sequence >= from && sequence <= to);
    const gap = this.#gaps[at];
    if (!gap) {
      this.#find(this.#selection ? 'reordered' : 'added', sequence, 'its number stands there already');
      return;
    }
    this.#find('reordered', gap.from, `event ${gap.from} stands behind later ones`);
    const rest = [
      { from: gap.from, to: sequence - 1 },
      { from: sequence + 1, to: gap.to },
    ];
    this.#gaps.splice(at, 1, ...rest.filter(({ from, to }) => from <= to));
  }

  #link(sequence: number, event: LogEvent): void {
    if (sequence === 1) {
      if (event.previousHash !== CHAIN_START) this.#find('altered', 1, 'it names an event before the first one');
      return;
    }
    const before = this.#before;
    const fits = before?.hash === undefined || before.sequence !== sequence - 1 || event.previousHash === before.hash;
    const broken = this.#brokenLink;
    this.#brokenLink = undefined;
    // Two links in a row that do not fit: the event between them is the one. One alone: the earlier of its two.
    if (broken) this.#settleLink(fits ? broken.earlier : broken.later);
    else if (!fits) this.#brokenLink = { earlier: sequence - 1, later: sequence };
  }

  #settleLink(sequence: number): void {
    this.#brokenLink = undefined;
    this.#find('altered', sequence, 'it was hashed anew: it is not the event that the next one follows');
  }

  #clock(time: number, id: string, sequence: number): void {
    const before = this.#before;
    if (!before || before.sequence >= sequence || time >= before.time) return;
    const declared = id === 'clock-went-back';
    this.#find('clock-went-back', sequence, new Date(before.time).toISOString(), declared);
  }

  #find(kind: FindingKind, sequence: number, detail: string, remark = false): void {
    const found = this.#found.get(kind);
    if (!found) {
      this.#found.set(kind, { sequence, count: 1, detail, ...(remark ? { remark } : {}) });
      return;
    }
    found.count += 1;
    // One that nobody declared counts more than those that were.
    if (found.remark && !remark) this.#found.set(kind, { sequence, count: found.count, detail });
    else if (sequence < found.sequence) found.sequence = sequence;
  }
}

function sentenceOf(kind: FindingKind, sequence: number, count: number, detail: string): string {
  const more = (one: string, many: string): string => (count === 1 ? one : `${count} ${many}`);
  switch (kind) {
    case 'altered':
      return `${more('An event was', 'events were')} altered, first event ${sequence}: ${detail}.`;
    case 'missing':
      return `${more('An event is', 'events are')} missing, first event ${sequence}.`;
    case 'reordered':
      return `${more('A row is', 'rows are')} out of order, first event ${sequence}: ${detail}.`;
    case 'added':
      return `${more('A row was', 'rows were')} added, first event ${sequence}: ${detail}.`;
    case 'clock-went-back':
      return `The clock went back${count === 1 ? '' : ` ${count} times`}, first at event ${sequence}: the event before it is of ${detail}. Times are no proof of order there.`;
    default:
      return `${kind}, first event ${sequence}.`;
  }
}
