import type { CeremonyPlan } from '../../../shared/domain/ceremony/plan.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import { ceremonyById, ceremonyOutputs, forgetCeremonyOutput } from '../../store/tables/ceremonies.js';
import { StoreWriteError, type Store } from '../../store/index.js';
import { fileNameOf } from '../file-name.js';
import type { OutputFile } from '../work.js';
import type { OutFolder } from './out-folder.js';

/** Names of the files that a run writes itself. */
export function recordFileName(plan: Pick<CeremonyPlan, 'id' | 'mode'>): string {
  return fileNameOf(plan, `${plan.id}.record.jsonl`);
}

/** Brings what a run keeps in the store to the folder of its outputs. */
export class RunFiles {
  readonly #plan: CeremonyPlan;
  readonly #folder: OutFolder;
  readonly #store: Store;

  constructor(plan: CeremonyPlan, folder: OutFolder, store: Store) {
    this.#plan = plan;
    this.#folder = folder;
    this.#store = store;
  }

  /** Brings every file of the store to the folder, and the record once it has ended. Codes of the folder. */
  writeMissing(record: () => string): Result<void> {
    const { id } = this.#plan;
    const secrets: string[] = [];
    for (const { file, bytes, secret } of ceremonyOutputs(this.#store, id)) {
      if (!bytes) continue;
      const put = this.#folder.put(file, bytes);
      if (!put.ok) return put;
      if (secret) secrets.push(file);
    }
    if (secrets.length > 0) this.#forget(secrets);
    if (ceremonyById(this.#store, id)?.state === 'running') return this.#folder.make();
    return this.#folder.grow(recordFileName(this.#plan), Buffer.from(record(), 'utf8'));
  }

  /** A name that is in the way is found before anything is recorded. Code `file-exists`. */
  free(files: readonly OutputFile[]): Result<void> {
    const there = ceremonyOutputs(this.#store, this.#plan.id).map(({ file }) => file.toLowerCase());
    for (const { name, bytes } of files) {
      if (!/^[^/\\\0]{1,255}$/.test(name) || name.startsWith('.')) throw new Error('An output has no plain name.');
      if (there.includes(name.toLowerCase()) || this.#folder.taken(name, bytes))
        return fail(
          'file-exists',
          `${name} is there already, and nothing is ever written over. The step was not done.`,
          {
            advice: 'Move that file elsewhere, then do the step again.',
          },
        );
      there.push(name.toLowerCase());
    }
    return ok(undefined);
  }

  /** Shares that are on their medium leave the store, journal and snapshot too: together they would undo the splitting. */
  #forget(files: readonly string[]): void {
    this.#store.commit((tx) => {
      for (const file of files) forgetCeremonyOutput(tx, this.#plan.id, file);
    });
    try {
      this.#store.compact();
    } catch (error) {
      // The next compaction, at the latest that of the next start, does it.
      if (!(error instanceof StoreWriteError)) throw error;
    }
  }
}
