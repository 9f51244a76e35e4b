import type { Command } from 'commander';
import { LARGEST_PACKAGE } from '../../../../shared/domain/ceremony/packages.js';
import { LARGEST_RECORD } from '../../../../shared/domain/ceremony/record.js';
import { ok } from '../../../../shared/result.js';
import { addCommand, needed, option, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { pathOf, readBytes } from '../input/json-file.js';
import { done, type Outcome } from '../outcome.js';
import { withWorkstation } from '../session.js';
import { table } from '../show/table.js';

interface BinderOptions {
  readonly out: string;
  readonly record?: string;
  readonly closing?: string;
}

export function addCeremonyBinderCommand(family: Command, invoke: Invoke): void {
  addCommand<BinderOptions>(family, invoke, {
    name: 'binder',
    role: 'Auditor',
    args: [['<id>', 'the ceremony']],
    summary: 'everything of a ceremony for the auditor, as one folder and one PDF',
    about:
      'Plan, script, record, exception sheets, outputs by size and SHA-256, closing record, stubs of the shares, signatures, log excerpt ' +
      'and the checkpoints over it: each as a file, all as one PDF with contents and page numbers, and an index. No share and no output lies in it.',
    examples: [
      'keyferry ceremony binder 2027-sql-tde --out binder',
      'keyferry ceremony binder 2027-sql-tde --record 2027-sql-tde.record.jsonl \\\n    --closing 2027-sql-tde-closing.json --out binder',
    ],
    options: [
      needed('--out <folder>', 'a new folder'),
      option('--record <file>', 'the record with signatures that were put below it elsewhere'),
      option('--closing <file>', 'the closing record of the online workstation'),
    ],
    run: binder,
  });
}

async function binder(context: Context, [id = '']: readonly string[], options: BinderOptions): Promise<Outcome> {
  const record = given(context, options.record, LARGEST_RECORD);
  if (!record.ok) return record;
  const closing = given(context, options.closing, LARGEST_PACKAGE['keyferry-ceremony-closing-1']);
  if (!closing.ok) return closing;
  return withWorkstation(context, async ({ workstation }) => {
    const { gatherBinder, makeBinder } = await import('../../../ceremonies/index.js');
    const parts = gatherBinder(workstation, id, {
      ...(record.value ? { record: record.value } : {}),
      ...(closing.value ? { closing: closing.value } : {}),
    });
    if (!parts.ok) return parts;
    const folder = pathOf(context, options.out);
    const made = await makeBinder(folder, parts.value);
    if (!made.ok) return made;
    const rows = made.value.map(({ file, size, sha256 }) => [file, String(size), sha256]);
    return done(
      { folder, written: made.value },
      `Binder written: ${folder}\n\n${table(['FILE', 'BYTES', 'SHA-256'], rows)}`,
    );
  });
}

function given(context: Context, file: string | undefined, limit: number) {
  return file === undefined ? ok(undefined) : readBytes(context, file, limit);
}
