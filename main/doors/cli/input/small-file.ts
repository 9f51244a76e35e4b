import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { fail, ok, type Result } from '../../../../shared/result.js';

export interface SmallText {
  readonly text: string;
  /** True: others on this machine may read the file. */
  readonly open: boolean;
}

const OTHERS_READ = 0o044;

/**
 * Reads one line of text from a file made for it; one newline at the end is cut off. `what` stands in the sentences
 * ("passphrase file"), `holds` is what belongs in it ("the passphrase"). The text itself stands in none of them.
 * Code `file-refused`.
 */
export function readSmallText(
  path: string,
  { what, holds, limit }: { readonly what: string; readonly holds: string; readonly limit: number },
): Result<SmallText> {
  const refuse = (problem: string, advice: string): Result<never> =>
    fail('file-refused', `The ${what} ${path} ${problem}.`, { advice });
  const bytes = readAtMost(path, limit + 1);
  if (typeof bytes === 'string') return refuse(...WHY_UNREADABLE[bytes]);
  if (bytes.content.length === 0)
    return refuse('is empty', `Put ${holds} into it, as one line of text and nothing else.`);
  if (bytes.content.length > limit)
    return refuse(`is larger than ${limit} bytes`, `It must hold ${holds} and nothing else.`);
  if (hasByteOrderMark(bytes.content))
    return refuse(
      'begins with a byte order mark',
      'Save it as plain text in UTF-8 without a byte order mark ("UTF-8", not "UTF-8 with BOM" or "Unicode").',
    );
  const text = decode(bytes.content);
  if (text === undefined) return refuse('is no text in UTF-8', `It must hold ${holds} as plain text.`);
  const line = text.replace(/\r?\n$/, '');
  if (line === '') return refuse('is empty', `Put ${holds} into it, as one line of text and nothing else.`);
  if (/[\r\n]/.test(line))
    return refuse(`holds ${line.split(/\r\n|\r|\n/).length} lines`, `It must hold ${holds} as one line, nothing else.`);
  if (/\p{Cc}/u.test(line)) return refuse('holds control characters', `It must hold ${holds} as plain text.`);
  return ok({ text: line, open: bytes.open });
}

type Unreadable = 'missing' | 'folder' | 'forbidden' | 'broken';

const WHY_UNREADABLE: Readonly<Record<Unreadable, readonly [problem: string, advice: string]>> = {
  missing: ['is not there', 'Check the path.'],
  folder: ['is a folder', 'Give the path of a file.'],
  forbidden: ['may not be read by your account', 'Check whom it belongs to and its permissions.'],
  broken: ['cannot be read', 'Check the disk, or copy the file elsewhere.'],
};

/** Pipes are welcome: `--unlock alice=<(pass show alice)`. */
function readAtMost(path: string, most: number): { readonly content: Buffer; readonly open: boolean } | Unreadable {
  let descriptor: number | undefined;
  try {
    const found = statSync(path);
    if (found.isDirectory()) return 'folder';
    descriptor = openSync(path, 'r');
    const buffer = Buffer.alloc(most);
    let length = 0;
    while (length < most) {
      const read = readSync(descriptor, buffer, length, most - length, null);
      if (read === 0) break;
      length += read;
    }
    const open = process.platform !== 'win32' && found.isFile() && (found.mode & OTHERS_READ) !== 0;
    return { content: buffer.subarray(0, length), open };
  } catch (error) {
    return whyOf(error);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function whyOf(error: unknown): Unreadable {
  switch (error instanceof Error && 'code' in error ? error.code : '') {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'missing';
    case 'EISDIR':
      return 'folder';
    case 'EACCES':
    case 'EPERM':
      return 'forbidden';
    default:
      return 'broken';
  }
}

function hasByteOrderMark(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 3).toString('hex');
  return start === 'efbbbf' || start.startsWith('fffe') || start.startsWith('feff');
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
