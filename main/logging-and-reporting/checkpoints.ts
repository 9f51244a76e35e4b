import type { Clock } from '../clock/clock.js';
import type { Signer } from '../crypto/index.js';
import { fail, ok, type Result } from '../../shared/result.js';
import {
  checkpointOf,
  checkpointsAfter,
  coSigners,
  insertCheckpoint,
  newestCheckpoint,
  putCoSignature,
  type StoredCheckpoint,
  type StoredCoSigner,
} from '../store/tables/checkpoints.js';
import type { Store, Transaction } from '../store/types.js';
import { signedCheckpoint } from './checkpoint-note.js';
import type { CheckpointReason } from './event-ids.js';
import type { MerkleTree } from './merkle-tree.js';
import { cosignatureLine, isKeyName, parseNote, signedBy, verifierKey } from './signed-note.js';

/** The signing side of a log. */
export interface Notary {
  /** See originOf. */
  readonly origin: string;
  readonly signer: Signer;
}

/** Somebody who puts a signature of their own under a checkpoint: an Auditor, a second officer, a witness elsewhere. */
export interface CoSigner {
  /** A key name, see coSignerName. */
  readonly name: string;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** The signed checkpoints of the log: how many events there were, and the root of the tree over them. */
export class Checkpoints {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #notary: Notary;

  constructor(store: Store, clock: Clock, notary: Notary) {
    this.#store = store;
    this.#clock = clock;
    this.#notary = notary;
  }

  get origin(): string {
    return this.#notary.origin;
  }

  /** What an auditor has to know to check our signatures. */
  get verifierKey(): string {
    return verifierKey({ name: this.origin, kind: 'plain', publicKey: this.#notary.signer.publicKey });
  }

  /** Signs with the workstation's key. */
  sign(message: Uint8Array): Uint8Array {
    return this.#notary.signer.sign(message);
  }

  newest(): StoredCheckpoint | undefined {
    return newestCheckpoint(this.#store);
  }

  /** Up to `limit` checkpoints over more than `after` events, the smallest first. */
  after(size: number, limit: number): StoredCheckpoint[] {
    return checkpointsAfter(this.#store, size, limit);
  }

  coSigners(): StoredCoSigner[] {
    return coSigners(this.#store);
  }

  /** Records a checkpoint of the tree as it stands inside the caller's transaction; there is one at most for each size. */
  record(tx: Transaction, tree: MerkleTree, why: CheckpointReason): void {
    const { size } = tree;
    if (size === 0 || checkpointOf(tx, size)) return;
    const { origin, signer } = this.#notary;
    const note = signedCheckpoint({ origin, size, root: tree.root() }, signer);
    insertCheckpoint(tx, { size, time: this.#clock.now(), why, note });
  }

  /** Adds a cosignature inside the caller's transaction. Codes `checkpoint-not-found`, `already-cosigned`, `bad-signer`. */
  cosign(tx: Transaction, size: number, by: CoSigner): Result<StoredCheckpoint> {
    const found = checkpointOf(tx, size);
    const parsed = found && parseNote(found.note);
    if (!found || !parsed) return fail('checkpoint-not-found', `There is no checkpoint over ${size} events.`);
    const key = { name: by.name, kind: 'cosignature', publicKey: by.publicKey } as const;
    if (!isKeyName(by.name)) {
      return fail('bad-signer', `${by.name} cannot be the name of a key: it is empty, or holds a space or a plus.`);
    }
    if (signedBy(parsed, key).state !== 'absent')
      return fail('already-cosigned', `${by.name} has cosigned this checkpoint already.`);
    const time = this.#clock.now();
    const note = `${found.note}${cosignatureLine(parsed.text, by, time)}`;
    const again = parseNote(note);
    if (!again || signedBy(again, key).state !== 'valid')
      return fail('bad-signer', `The signature of ${by.name} does not fit its key.`);
    putCoSignature(tx, note, { size, name: by.name, verifierKey: verifierKey(key), time });
    return ok({ ...found, note });
  }
}
