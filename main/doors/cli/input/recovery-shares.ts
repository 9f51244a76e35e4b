import { fail, ok, type Result } from '../../../../shared/result.js';
import type { Context } from '../context.js';
import { readTextFile } from './json-file.js';

/** A printed sheet has less than a kilobyte. */
const LARGEST = 8 * 1024;
/** A line of a sheet that holds nothing but groups of four. */
const GROUPS = /^\s*[0-9a-z]{4}(?:[ -]+[0-9a-z]{4})*\s*$/i;

/** Escrow shares: from files, or typed from paper. Codes `file-refused`, `share-needed`, `cancelled`. */
export async function escrowShares(
  context: Context,
  files: readonly string[] | undefined,
  threshold: number,
): Promise<Result<readonly string[]>> {
  const shares: string[] = [];
  for (const file of files ?? []) {
    const text = readTextFile(context, file, LARGEST);
    if (!text.ok) return text;
    shares.push(text.value.trim());
  }
  if (files !== undefined) return ok(shares);
  const { terminal } = context;
  if (!terminal.inIsTerminal) {
    return fail('share-needed', 'This needs escrow shares, and nobody sits here to be asked.', {
      advice: 'Give each as a file: --share FILE.',
    });
  }
  for (let number = 1; number <= threshold; number += 1) {
    const share = await terminal.askHidden(
      `Escrow share ${number} of ${threshold}, all 18 groups or its QR code (not shown): `,
    );
    if (!share.ok) return share;
    shares.push(share.value);
  }
  return ok(shares);
}

/** Recovery shares: from files, or typed from paper. Codes `file-refused`, `share-needed`, `cancelled`. */
export async function recoveryShares(
  context: Context,
  files: readonly string[] | undefined,
  threshold: number,
): Promise<Result<readonly string[]>> {
  const shares: string[] = [];
  for (const file of files ?? []) {
    const text = readTextFile(context, file, LARGEST);
    if (!text.ok) return text;
    shares.push(shareIn(text.value));
  }
  if (files !== undefined) return ok(shares);
  const { terminal } = context;
  if (!terminal.inIsTerminal) {
    return fail('share-needed', 'This needs recovery shares, and nobody sits here to be asked.', {
      advice: 'Give each as a file: --share FILE.',
    });
  }
  for (let number = 1; number <= threshold; number += 1) {
    const share = await terminal.ask(`Recovery share ${number} of ${threshold}, all 18 groups: `);
    if (!share.ok) return share;
    shares.push(share.value);
  }
  return ok(shares);
}

/** The share on a whole sheet, or the text as it is. */
function shareIn(text: string): string {
  const lines = text.split(/\r?\n/).filter((line) => GROUPS.test(line));
  return lines.length > 0 ? lines.map((line) => line.trim()).join(' ') : text.trim();
}
