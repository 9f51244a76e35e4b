import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';

/** What the store needs of a disk; tests put one in its place that is full, read-only or failing. */
export interface Files {
  open(path: string, flags: string): number;
  /** Writes all bytes at the end of the file's first `position` bytes. */
  write(descriptor: number, bytes: Uint8Array, position: number): void;
  truncate(descriptor: number, length: number): void;
  sync(descriptor: number): void;
  /** The bytes and what is needed to find them again (a new length is; the time of the change is not). */
  syncData(descriptor: number): void;
  close(descriptor: number): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
  read(path: string): Uint8Array;
  exists(path: string): boolean;
  list(folder: string): string[];
}

/** The real disk. Files are 0600. */
export const realFiles: Files = {
  open: (path, flags) => openSync(path, flags, 0o600),
  write: (descriptor, bytes, position) => {
    for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at, bytes.length - at, position + at);
  },
  truncate: (descriptor, length) => ftruncateSync(descriptor, length),
  sync: (descriptor) => fsyncSync(descriptor),
  syncData: (descriptor) => fdatasyncSync(descriptor),
  close: (descriptor) => closeSync(descriptor),
  rename: (from, to) => renameSync(from, to),
  remove: (path) => rmSync(path, { force: true }),
  read: (path) => readFileSync(path),
  exists: (path) => existsSync(path),
  list: (folder) => readdirSync(folder),
};

/** Makes the folder's own entries durable (a new or renamed file is one). */
export function syncFolder(files: Files, folder: string): void {
  const descriptor = files.open(folder, 'r');
  try {
    files.sync(descriptor);
  } finally {
    files.close(descriptor);
  }
}

/** Writes a whole file durably under a name that nobody reads yet. */
export function writeWhole(files: Files, path: string, bytes: Uint8Array): void {
  const descriptor = files.open(path, 'w');
  try {
    files.write(descriptor, bytes, 0);
    files.sync(descriptor);
  } finally {
    files.close(descriptor);
  }
}
