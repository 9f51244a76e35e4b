import { realFiles, type Files } from '../../main/store/index.js';

interface Mood {
  readonly on: 'write' | 'sync' | 'rename';
  /** What the disk says, e.g. `ENOSPC`. */
  readonly code: string;
  /** How many bytes of a write still get through. */
  readonly writeFirst: number;
}

/** A disk that can be told to refuse. */
export class MoodyFiles {
  failing: Mood | undefined;
  readonly files: Files = {
    ...realFiles,
    write: (descriptor, bytes, position) => {
      if (this.failing?.on === 'write') {
        realFiles.write(descriptor, bytes.subarray(0, this.failing.writeFirst), position);
        throw refusal(this.failing.code);
      }
      realFiles.write(descriptor, bytes, position);
    },
    sync: (descriptor) => {
      if (this.failing?.on === 'sync') throw refusal(this.failing.code);
      realFiles.sync(descriptor);
    },
    rename: (from, to) => {
      if (this.failing?.on === 'rename') throw refusal(this.failing.code);
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
  }
}

function refusal(code: string): Error {
  return Object.assign(new Error(code), { code });
}
