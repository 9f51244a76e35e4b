import type { HttpClient } from '@azure/core-rest-pipeline';
import { realFiles, type Files } from '../../../main/store/index.js';
import { goneNetwork } from '../support/moments.js';

/** The disk and the network of a process that can be killed at any request, answer or write: afterwards nothing gets through. */
export class Mortal {
  #dead = false;
  #left = Number.POSITIVE_INFINITY;

  get dead(): boolean {
    return this.#dead;
  }

  /** It dies at that moment from now on, if it comes so far. */
  dieAfter(moments: number): void {
    this.#left = moments;
  }

  /** Another process. */
  rise(): void {
    this.#dead = false;
    this.#left = Number.POSITIVE_INFINITY;
  }

  readonly files: Files = {
    ...realFiles,
    write: (descriptor, bytes, position) => {
      this.#onDisk();
      const half = bytes.subarray(0, bytes.length >> 1);
      realFiles.write(descriptor, half, position);
      this.#onDisk();
      realFiles.write(descriptor, bytes.subarray(half.length), position + half.length);
    },
    sync: (descriptor) => {
      this.#onDisk();
      realFiles.sync(descriptor);
    },
    truncate: (descriptor, length) => {
      this.#onDisk();
      realFiles.truncate(descriptor, length);
    },
    rename: (from, to) => {
      this.#onDisk();
      realFiles.rename(from, to);
    },
    remove: (path) => {
      if (!this.#dead) realFiles.remove(path);
    },
  };

  client(inner: HttpClient): HttpClient {
    return {
      sendRequest: async (request) => {
        if (this.#moment()) throw goneNetwork();
        const answer = await inner.sendRequest(request);
        if (this.#moment()) throw goneNetwork();
        return answer;
      },
    };
  }

  #onDisk(): void {
    if (this.#moment()) throw Object.assign(new Error('EIO'), { code: 'EIO' });
  }

  #moment(): boolean {
    this.#left -= 1;
    if (this.#left <= 0) this.#dead = true;
    return this.#dead;
  }
}
