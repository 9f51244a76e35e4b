import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { randomUUID } from 'node:crypto';
import { fail, ok, type Result } from '../../../shared/result.js';
import { writeFailure } from '../../store/index.js';

const ASIDE = /^\.keyferry-[0-9a-f-]{36}$/;

/** The folder that the files of one ceremony go to. Nothing in it is ever written over. */
export class OutFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = resolve(path);
  }

  /** Names of what is in it; none where it is not there. Code `not-a-folder`. */
  names(): Result<readonly string[]> {
    const found = statSync(this.path, { throwIfNoEntry: false });
    if (!found) return ok([]);
    if (!found.isDirectory())
      return fail('not-a-folder', `${this.path} is a file, not a folder.`, { advice: 'Give a new folder.' });
    return ok(readdirSync(this.path));
  }

  /** Makes it where it is not there. Codes of the disk. */
  make(): Result<void> {
    return this.#tried(() => {
      mkdirSync(this.path, { recursive: true, mode: 0o700 });
      return ok(undefined);
    });
  }

  /** Removes what a write that was killed left aside; it may be half a share. Codes of the disk. */
  tidy(): Result<void> {
    const names = this.names();
    if (!names.ok) return names;
    return this.#tried(() => {
      for (const name of names.value) if (ASIDE.test(name)) rmSync(join(this.path, name), { force: true });
      return ok(undefined);
    });
  }

  /** Whether a new file of that name would be refused: another one is there. */
  taken(name: string, bytes: Uint8Array): boolean {
    const path = join(this.path, name);
    return existsSync(path) && !same(path, bytes);
  }

  /**
   * Makes sure that the file is there with these bytes: written where it is missing, left where it is the same. Code
   * `file-exists` where another one has that name, and those of the disk.
   */
  put(name: string, bytes: Uint8Array): Result<void> {
    const path = join(this.path, name);
    return this.#tried(() => {
      mkdirSync(this.path, { recursive: true, mode: 0o700 });
      if (existsSync(path)) return same(path, bytes) ? ok(undefined) : inTheWay(path);
      return writeNew(this.path, name, bytes);
    });
  }

  /** Appends what is missing of a file that only grows (the record). Code `file-exists` where its beginning is another. */
  grow(name: string, bytes: Uint8Array): Result<void> {
    const path = join(this.path, name);
    if (!existsSync(path)) return this.put(name, bytes);
    return this.#tried(() => {
      const there = readFileSync(path);
      // Signatures that were added to the file alone stay below ours.
      if (there.length > bytes.length && there.subarray(0, bytes.length).equals(bytes)) return ok(undefined);
      if (there.length > bytes.length || Buffer.compare(there, bytes.subarray(0, there.length)) !== 0)
        return inTheWay(path);
      const descriptor = openSync(path, 'a');
      try {
        write(descriptor, bytes.subarray(there.length));
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
      return ok(undefined);
    });
  }

  #tried(work: () => Result<void>): Result<void> {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      const failure = writeFailure(error, this.path);
      return fail(
        'output-not-written',
        `${failure.message.replace(/ What was recorded.*| This was not recorded\./, '')} What the step made is safe in the data folder.`,
        {
          advice:
            'Put the folder in order (room, rights, the stick); the file is written before anything else is done.',
        },
      );
    }
  }
}

function inTheWay(path: string): Result<never> {
  return fail('file-exists', `Another file ${path} is there already, and nothing is ever written over.`, {
    advice: 'Move that file elsewhere; what belongs here is then written.',
  });
}

function same(path: string, bytes: Uint8Array): boolean {
  const there = readFileSync(path);
  return there.length === bytes.length && hash(there) === hash(bytes);
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Written aside and linked, so that half a file never stands there; a link never replaces anything. */
function writeNew(folder: string, name: string, bytes: Uint8Array): Result<void> {
  const path = join(folder, name);
  const aside = join(folder, `.keyferry-${randomUUID()}`);
  const descriptor = openSync(aside, 'wx', 0o600);
  try {
    try {
      write(descriptor, bytes);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    try {
      linkSync(aside, path);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (code === 'EEXIST') return inTheWay(path);
      if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) throw error;
      return copyNew(path, bytes);
    }
    return ok(undefined);
  } finally {
    rmSync(aside, { force: true });
  }
}

/** A stick without hard links (FAT): the file must be the first of its name. */
function copyNew(path: string, bytes: Uint8Array): Result<void> {
  const descriptor = openSync(path, 'wx', 0o600);
  try {
    write(descriptor, bytes);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return ok(undefined);
}

function write(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
}

/** Writes one new file; nothing is written over. Answers its path. Code `file-exists`, and those of the disk. */
export function putFile(path: string, bytes: Uint8Array): Result<string> {
  const file = resolve(path);
  if (existsSync(file)) return inTheWay(file);
  const put = new OutFolder(dirname(file)).put(basename(file), bytes);
  return put.ok ? ok(file) : put;
}
