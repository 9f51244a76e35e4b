import { dirname, basename } from 'node:path';
import type { Files } from '../../../main/store/index.js';

interface Held {
  readonly bytes: Uint8Array;
  /** What would still be there after the power went. */
  readonly synced: Uint8Array;
}
export type DiskImage = ReadonlyMap<string, Held>;

/** What a process that is gone, or a disk that is, says to whoever still tries. */
function refusal(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/**
 * A disk in memory for the store of one workstation: it is copied in no time, tells every moment at which a process may
 * die in the middle of its work, and can be full, broken or gone from any of them on.
 */
export class MemoryDisk {
  readonly #files: Map<string, Held>;
  readonly #open = new Map<number, string>();
  #next = 100;
  #dead = false;
  /** Called at every moment; may throw what the disk says, or call `die`. */
  onMoment: (what: string) => void = () => undefined;

  constructor(image: DiskImage = new Map()) {
    this.#files = new Map(image);
  }

  /** The process is gone: nothing more is written. Without power, what was not synced is gone too. */
  die(withPower: boolean): void {
    this.#dead = true;
    if (withPower) return;
    for (const [path, { synced }] of this.#files) this.#files.set(path, { bytes: synced, synced });
  }

  /** Another process opens what is there. */
  revive(): void {
    this.#dead = false;
    this.onMoment = () => undefined;
  }

  image(): DiskImage {
    return new Map(this.#files);
  }

  readonly files: Files = {
    open: (path, flags) => {
      const isFolder = !this.#files.has(path) && flags === 'r';
      if (!this.#files.has(path) && !isFolder) {
        if (flags !== 'w') throw refusal('ENOENT');
        this.#change(path, new Uint8Array());
      } else if (flags === 'w') this.#change(path, new Uint8Array());
      this.#next += 1;
      this.#open.set(this.#next, path);
      return this.#next;
    },
    write: (descriptor, bytes, position) => {
      const path = this.#path(descriptor);
      const half = bytes.subarray(0, bytes.length >> 1);
      this.#put(path, half, position);
      this.#moment('disk half written');
      this.#put(path, bytes.subarray(half.length), position + half.length);
    },
    truncate: (descriptor, length) => {
      this.#moment('disk not cut');
      const path = this.#path(descriptor);
      this.#change(path, this.#bytes(path).slice(0, length));
    },
    sync: (descriptor) => this.#sync(descriptor),
    syncData: (descriptor) => this.#sync(descriptor),
    close: (descriptor) => void this.#open.delete(descriptor),
    rename: (from, to) => {
      this.#moment('disk not renamed');
      const held = this.#files.get(from);
      if (!held) throw refusal('ENOENT');
      this.#files.delete(from);
      this.#files.set(to, held);
    },
    remove: (path) => {
      if (!this.#dead) this.#files.delete(path);
    },
    read: (path) => this.#bytes(path).slice(),
    exists: (path) => this.#files.has(path),
    list: (folder) => [...this.#files.keys()].filter((path) => dirname(path) === folder).map((path) => basename(path)),
  };

  #sync(descriptor: number): void {
    this.#moment('disk not synced');
    const path = this.#path(descriptor);
    const held = this.#files.get(path);
    if (held) this.#files.set(path, { bytes: held.bytes, synced: held.bytes });
  }

  #moment(what: string): void {
    if (!this.#dead) this.onMoment(what);
    if (this.#dead) throw refusal('EIO');
  }

  #path(descriptor: number): string {
    const path = this.#open.get(descriptor);
    if (path === undefined) throw refusal('EBADF');
    return path;
  }

  #bytes(path: string): Uint8Array {
    const held = this.#files.get(path);
    if (!held) throw refusal('ENOENT');
    return held.bytes;
  }

  #put(path: string, bytes: Uint8Array, position: number): void {
    if (this.#dead) throw refusal('EIO');
    const before = this.#bytes(path);
    const after = new Uint8Array(Math.max(before.length, position + bytes.length));
    after.set(before);
    after.set(bytes, position);
    this.#change(path, after);
  }

  #change(path: string, bytes: Uint8Array): void {
    if (this.#dead) throw refusal('EIO');
    this.#files.set(path, { bytes, synced: this.#files.get(path)?.synced ?? new Uint8Array() });
  }
}
