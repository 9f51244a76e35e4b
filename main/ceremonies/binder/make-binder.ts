import type { RecordedOutput } from '../../../shared/domain/ceremony/record.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import { OutFolder } from '../run/out-folder.js';
import { asOutput, binderFiles, json, nameInBinder, type BinderFile } from './binder-files.js';
import { binderPdf } from './binder-pdf.js';
import type { BinderParts } from './gather.js';

const FORMAT = 'keyferry-ceremony-binder-1';

/** A file of a binder as its index names it. */
export interface BinderEntry extends RecordedOutput {
  readonly what: string;
}

/**
 * Everything an auditor wants of one ceremony in a new folder: each part as a file, all of it as one PDF, and the index with
 * sizes and SHA-256. Of the outputs only names, sizes and hashes are in it: a share or an escrow file never lies in a binder.
 * Answers the files, the index last. Codes `file-exists`, and those of the disk.
 */
export async function makeBinder(path: string, parts: BinderParts): Promise<Result<readonly BinderEntry[]>> {
  const folder = new OutFolder(path);
  const names = folder.names();
  if (!names.ok) return names;
  if (names.value.length > 0)
    return fail('file-exists', `The folder ${folder.path} is not empty, and nothing is ever written over.`, {
      advice: 'Give a new folder.',
    });
  const files = await binderFiles(parts);
  if (!files.ok) return files;
  const whole: BinderFile = {
    part: 'files',
    name: nameInBinder(parts, 'binder.pdf'),
    what: 'the whole binder, to read and to print',
    bytes: await binderPdf(parts, files.value),
  };
  const entries: BinderEntry[] = [];
  const add = (name: string, bytes: Uint8Array, what: string): Result<void> => {
    const put = folder.put(name, bytes);
    if (put.ok) entries.push({ ...asOutput(name, bytes), what });
    return put;
  };
  for (const { name, bytes, what } of [whole, ...files.value]) {
    const added = add(name, bytes, what);
    if (!added.ok) return added;
  }
  const summed = add(nameInBinder(parts, 'SHA256SUMS'), sums(entries), 'for sha256sum -c');
  if (!summed.ok) return summed;
  const indexed = add(nameInBinder(parts, '00-index.json'), json(indexOf(parts, entries)), 'index');
  return indexed.ok ? ok(entries) : indexed;
}

function sums(entries: readonly BinderEntry[]): Uint8Array {
  return Uint8Array.from(Buffer.from(entries.map(({ file, sha256 }) => `${sha256}  ${file}\n`).join(''), 'utf8'));
}

function indexOf({ begin, fingerprint, verification, madeAt }: BinderParts, files: readonly BinderEntry[]): object {
  const { ceremony, mode, planSha256, workstationId, workstationKey } = begin;
  return {
    ...{ format: FORMAT, ceremony, mode, planSha256, recordSha256: fingerprint, result: verification.result },
    ...{
      recordSound: verification.sound,
      madeAt: new Date(madeAt).toISOString(),
      workstationId,
      workstationKey,
      files,
    },
  };
}
