import { CREDENTIALS } from './strings.js';

/** A client secret has about 40 characters. */
const LARGEST_BYTES = 4096;

/** What was read, or the sentence that says why not. */
export type ReadSecret = { readonly secret: string } | { readonly problem: string };

/**
 * Reads a client secret from a plain text file: a byte order mark and one line feed at the end are not part of it;
 * everything else is judged by the field's own rule.
 */
export async function readSecretFile(file: Pick<File, 'name' | 'size' | 'text'>): Promise<ReadSecret> {
  if (file.size > LARGEST_BYTES) return { problem: CREDENTIALS.fileTooLarge(file.name) };
  try {
    const text = await file.text();
    return { secret: text.replace(/^\uFEFF/, '').replace(/\r?\n$/, '') };
  } catch {
    return { problem: CREDENTIALS.fileUnreadable(file.name) };
  }
}
