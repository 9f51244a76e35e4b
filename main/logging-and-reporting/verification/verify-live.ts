import { isSound, type CheckpointSigner, type LogFinding } from '../../../shared/domain/log-verification.js';
import type { Checkpoints } from '../checkpoints.js';
import { parseVerifierKey, type NoteKey } from '../signed-note.js';
import type { SystemLog } from '../system-log.js';
import { checkCheckpoint, sameBytes } from './checkpoint-check.js';
import { LogExaminer } from './examiner.js';

/** A checkpoint of the live log, and who signed it. */
export interface SignedCheckpointView {
  readonly size: number;
  /** UTC milliseconds. */
  readonly time: number;
  readonly why: string;
  readonly signers: readonly CheckpointSigner[];
}

/** What a verification of the live log found. */
export interface LogVerification {
  readonly events: number;
  readonly sound: boolean;
  readonly findings: readonly LogFinding[];
  readonly checkpoints: number;
  /** The newest ones, the newest first. */
  readonly newest: readonly SignedCheckpointView[];
}

export interface VerifyWork {
  readonly pause?: () => Promise<void>;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Events between two pauses: about a tenth of the time in which a person notices. */
const PORTION = 250;
const CHECKPOINTS_AT_ONCE = 500;
const NEWEST = 20;

const nextTurn = (): Promise<void> => new Promise((done) => setImmediate(done));

/**
 * Walks the whole log up to now: every hash, every link, and every checkpoint with its signatures and its root. Others
 * have a turn in between. undefined: it was cancelled.
 */
export async function verifyLive(
  log: SystemLog,
  { pause = nextTurn, onProgress, signal }: VerifyWork = {},
): Promise<LogVerification | undefined> {
  const total = log.lastSequence;
  const roots = new CheckpointWalk(log.checkpoints);
  const examiner = new LogExaminer();
  for (const page of log.pages({}, { upTo: total, size: PORTION })) {
    for (const event of page) {
      examiner.row({ event });
      roots.look(examiner);
    }
    onProgress?.(examiner.rows, total);
    await pause();
    if (signal?.aborted) return undefined;
  }
  const findings = [...examiner.findings(), ...roots.findings(examiner)];
  // Asked again: events may have come meanwhile, and the tree with them.
  if (examiner.isWhole && log.lastSequence === total && total > 0 && findings.length === 0) {
    const stored = log.storedRoot();
    if (stored && !sameBytes(examiner.rootAt(total), stored))
      findings.push({
        kind: 'altered',
        sequence: 1,
        upTo: total,
        sentence: 'The tree kept with the log is not that of its events.',
      });
  }
  return { events: total, sound: isSound(findings), findings, checkpoints: roots.count, newest: roots.newest };
}

/** Goes along with the events and compares each checkpoint with the tree as it was then. */
class CheckpointWalk {
  readonly #checkpoints: Checkpoints | undefined;
  readonly #keys: readonly NoteKey[];
  readonly #findings: LogFinding[] = [];
  readonly #all: SignedCheckpointView[] = [];
  #queue: ReturnType<Checkpoints['after']> = [];
  #read = 0;
  /** The largest checkpoint that fitted. */
  #good = 0;
  count = 0;

  constructor(checkpoints: Checkpoints | undefined) {
    this.#checkpoints = checkpoints;
    const texts = checkpoints
      ? [checkpoints.verifierKey, ...new Set(checkpoints.coSigners().map((one) => one.verifierKey))]
      : [];
    this.#keys = texts.flatMap((text) => parseVerifierKey(text) ?? []);
    this.#fill();
  }

  get newest(): readonly SignedCheckpointView[] {
    return [...this.#all].reverse();
  }

  look(examiner: LogExaminer): void {
    const next = this.#queue[0];
    if (!next || next.size > examiner.last) return;
    this.#queue.shift();
    this.#check(next, examiner);
    if (this.#queue.length === 0) this.#fill();
  }

  /** What was found, with the checkpoints that are over more events than there are. */
  findings(examiner: LogExaminer): LogFinding[] {
    const [beyond] = this.#queue;
    if (beyond && this.#checkpoints) {
      const sentence = `The log ends at event ${examiner.last}; a checkpoint was signed over ${beyond.size}.`;
      this.#findings.push({ kind: 'truncated', sequence: examiner.last + 1, sentence });
    }
    return this.#findings;
  }

  #fill(): void {
    this.#queue = this.#checkpoints?.after(this.#read, CHECKPOINTS_AT_ONCE) ?? [];
    this.#read = this.#queue.at(-1)?.size ?? this.#read;
  }

  #check({ size, time, why, note }: ReturnType<Checkpoints['after']>[number], examiner: LogExaminer): void {
    const checked = checkCheckpoint(note, this.#keys, `The checkpoint over ${size} events`);
    this.count += 1;
    this.#all.push({ size, time, why, signers: checked.signers });
    if (this.#all.length > NEWEST) this.#all.shift();
    if (!checked.ok) {
      this.#findings.push({ ...checked.finding, sequence: size });
      return;
    }
    const { body } = checked;
    const root = examiner.rootAt(size);
    if (body.size === size && (root === undefined || sameBytes(root, body.root))) {
      if (root) this.#good = size;
      return;
    }
    if (this.#findings.some((finding) => finding.kind === 'altered')) return;
    const sentence = `The events up to ${size} are not those that the checkpoint of then was signed over: the log was written anew from event ${this.#good + 1} at the earliest.`;
    this.#findings.push({ kind: 'altered', sequence: this.#good + 1, upTo: size, sentence });
  }
}
