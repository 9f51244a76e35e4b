import { fail, ok, type Result } from '../../../../shared/result.js';
import type { Context } from '../context.js';
import { readTextFile } from './json-file.js';

/** A printed sheet has less than a kilobyte. */
const LARGEST = 8 * 1024;
/** A line of a sheet that holds nothing but groups of four. */
const GROUPS = /^\s*[0-9a-z]{4}(?:[ -]+[0-9a-z]{4})*\s*$/i;

/** Escrow shares: from files, or typed from paper. Codes `file-refused`, `share-needed`, `cancelled`. */
export function escrowShares(
  context: Context,
  files: readonly string[] | undefined,
  threshold: number,
): Promise<Result<readonly string[]>> {
  return sharesFrom(context, files, threshold, {
    kind: 'escrow',
    read: (text) => text.trim(),
    ask: (number) =>
      context.terminal.askHidden(`Escrow share ${number} of ${threshold}, all 18 groups or its QR code (not shown): `),
  });
}

/** Recovery shares: from files, or typed from paper. Codes `file-refused`, `share-needed`, `cancelled`. */
export function recoveryShares(
  context: Context,
  files: readonly string[] | undefined,
  threshold: number,
): Promise<Result<readonly string[]>> {
  return sharesFrom(context, files, threshold, {
    kind: 'recovery',
    read: shareIn,
    ask: (number) => context.terminal.ask(`Recovery share ${number} of ${threshold}, all 18 groups: `),
  });
}

interface Kind {
  readonly kind: 'escrow' | 'recovery';
  /** The share in the text of a file. */
  readonly read: (text: string) => string;
  readonly ask: (number: number) => Promise<Result<string>>;
}

async function sharesFrom(
  context: Context,
  files: readonly string[] | undefined,
  threshold: number,
  { kind, read, ask }: Kind,
): Promise<Result<readonly string[]>> {
  const shares: string[] = [];
  for (const file of files ?? []) {
    const text = readTextFile(context, file, LARGEST);
    if (!text.ok) return text;
    shares.push(read(text.value));
  }
  if (files !== undefined) return ok(shares);
  if (!context.terminal.inIsTerminal) {
    return fail('share-needed', `This needs ${kind} shares, and nobody sits here to be asked.`, {
      advice: 'Give each as a file: --share FILE.',
    });
  }
  for (let number = 1; number <= threshold; number += 1) {
    const share = await ask(number);
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
