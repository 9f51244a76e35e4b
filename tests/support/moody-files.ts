import { realFiles, type Files } from '../../main/store/index.js';

interface Mood {
  readonly on: 'write' | 'sync' | 'rename';
  /** What the disk says, e.g. `ENOSPC`. */
  readonly code: string;
  /** How many bytes of a write still get through. */
  readonly writeFirst: number;
  /** How many such calls go well before. */
  readonly after?: number;
}

/** A disk that can be told to refuse. */
export class MoodyFiles {
  failing: Mood | undefined;
  #gone = 0;
  readonly files: Files = {
    ...realFiles,
    write: (descriptor, bytes, position) => {
      const mood = this.#moodFor('write');
      realFiles.write(descriptor, mood ? bytes.subarray(0, mood.writeFirst) : bytes, position);
      if (mood) throw refusal(mood.code);
    },
    sync: (descriptor) => {
      const mood = this.#moodFor('sync');
      if (mood) throw refusal(mood.code);
      realFiles.sync(descriptor);
    },
    syncData: (descriptor) => {
      const mood = this.#moodFor('sync');
      if (mood) throw refusal(mood.code);
      realFiles.syncData(descriptor);
    },
    rename: (from, to) => {
      const mood = this.#moodFor('rename');
      if (mood) throw refusal(mood.code);
      realFiles.rename(from, to);
    },
  };

  /** From now on there is no room. */
  fill(): void {
    this.failing = { on: 'write', code: 'ENOSPC', writeFirst: 0 };
  }

  /** Room again. */
  free(): void {
    this.failing = undefined;
    this.#gone = 0;
  }

  #moodFor(call: Mood['on']): Mood | undefined {
    if (this.failing?.on !== call) return undefined;
    this.#gone += 1;
    return this.#gone > (this.failing.after ?? 0) ? this.failing : undefined;
  }
}

function refusal(code: string): Error {
  return Object.assign(new Error(code), { code });
}
