import type { Command } from 'commander';
import { LARGEST_RECORD } from '../../../../shared/domain/ceremony/record.js';
import { fail, ok, type Result } from '../../../../shared/result.js';
import type { RecordVerification } from '../../../../shared/domain/ceremony/verification.js';
import { outputsIn, planIn } from '../ceremony/files.js';
import { addCommand, needed, option, repeatable, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { pathOf, readBytes, readTextFile } from '../input/json-file.js';
import { done, refused, type Outcome } from '../outcome.js';
import { facts } from '../show/table.js';
import { clean, count, fold } from '../show/text.js';

interface VerifyOptions {
  readonly plan?: string;
  readonly outputs?: string;
  readonly key?: readonly string[];
}

export function addCeremonyRecordCommands(family: Command, invoke: Invoke): void {
  addCommand<VerifyOptions>(family, invoke, {
    name: 'verify',
    role: 'anybody',
    args: [['<record>', 'the record, ID.record.jsonl']],
    summary: 'verify a record, on any machine, without a data folder',
    about:
      'Told apart: cut off, altered (which line), out of order, another plan, outputs missing or different, unsigned, a wrong signature, an unknown key.',
    examples: ['keyferry ceremony verify 2027-sql-tde.record.jsonl --plan plan.yaml --outputs outputs --key HEX'],
    options: [
      option('--plan <file>', 'the plan that was agreed'),
      option('--outputs <folder>', 'the folder of the outputs'),
      repeatable('--key <key>', "the workstation's or a participant's key, from another way: hex, or a PEM file"),
    ],
    run: verify,
  });
  addCommand<{ readonly out: string }>(family, invoke, {
    name: 'record',
    role: 'anybody',
    args: [['<record>', 'the record, ID.record.jsonl']],
    summary: 'print a record as PDF, with room for ink',
    examples: ['keyferry ceremony record 2027-sql-tde.record.jsonl --out record.pdf'],
    options: [needed('--out <file>', 'a new PDF file')],
    run: print,
  });
}

async function verify(context: Context, [file = '']: readonly string[], options: VerifyOptions): Promise<Outcome> {
  const { verifyRecord } = await import('../../../ceremonies/index.js');
  const record = readBytes(context, file, LARGEST_RECORD);
  if (!record.ok) return record;
  const keys = await keysGiven(context, options.key ?? []);
  if (!keys.ok) return keys;
  const plan = options.plan === undefined ? undefined : await planIn(context, options.plan);
  if (plan && !plan.ok) return plan;
  const found = verifyRecord({
    record: record.value,
    ...(plan ? { plan: plan.value.plan } : {}),
    ...(options.outputs === undefined ? {} : { outputs: outputsIn(pathOf(context, options.outputs)) }),
    keys: keys.value,
  });
  if (!found.ok) return found;
  const text = verificationText(found.value);
  const data = { verification: found.value };
  if (found.value.sound) return done(data, text);
  return refused(
    {
      code: 'record-broken',
      message: 'The verification found what must not be.',
      advice: 'Change nothing. Keep the file as it is, and compare it with the other copies and the printed record.',
    },
    { data, text },
  );
}

/** Keys in hex, or public keys in files. Code `usage`. */
async function keysGiven(context: Context, given: readonly string[]): Promise<Result<readonly string[]>> {
  const keys: string[] = [];
  for (const key of given) {
    if (/^[0-9a-fA-F]{64}$/.test(key)) {
      keys.push(key.toLowerCase());
      continue;
    }
    const { signingKeyOfPem } = await import('../../../crypto/index.js');
    const file = readTextFile(context, key, 10_000);
    const read = file.ok ? signingKeyOfPem(file.value) : file;
    if (!read.ok)
      return fail('usage', `--key: "${key}" is no key.`, {
        advice: 'Give 64 hexadecimal digits (Ed25519), or a file with a public key (PEM).',
      });
    keys.push(Buffer.from(read.value).toString('hex'));
  }
  return ok(keys);
}

function verificationText(found: RecordVerification): string {
  const wrapped = (line: string): string => fold(clean(line), 100).join('\n  ');
  return [
    found.sound
      ? `The record is whole: ${count(found.lines, 'line')}, ${count(found.steps, 'step')}, ${found.result ?? ''}.`
      : 'THE RECORD IS NOT WHOLE.',
    ...found.findings.map(({ kind, sentence }) => wrapped(`${kind.toUpperCase()}: ${sentence}`)),
    ...found.remarks.map((remark) => wrapped(`Remark: ${remark}`)),
    '',
    facts(
      [
        ['Ceremony', found.ceremony ?? ''],
        ['Plan', found.planSha256 ?? ''],
        ['Record', found.fingerprint ?? ''],
        ['Key', found.workstationKey ?? ''],
        ['Signed by', found.signers.map(({ by, says, on, state }) => `${by}: ${says}s, ${on} (${state})`).join('\n')],
        ['Outputs', found.outputs.map(({ file, size, sha256 }) => `${file}  ${size} bytes  ${sha256}`).join('\n')],
      ],
      140,
    ),
    ...(found.limits.length > 0 ? ['', ...found.limits.map((limit) => wrapped(`Not shown: ${limit}`))] : []),
  ].join('\n');
}

async function print(
  context: Context,
  [file = '']: readonly string[],
  { out }: { readonly out: string },
): Promise<Outcome> {
  const { putFile, recordPdf } = await import('../../../ceremonies/index.js');
  const record = readBytes(context, file, LARGEST_RECORD);
  if (!record.ok) return record;
  const pdf = await recordPdf(record.value, context.surroundings.clock.now());
  if (!pdf.ok) return pdf;
  const written = putFile(pathOf(context, out), pdf.value);
  return written.ok ? done({ file: written.value }, `Record printed: ${written.value}`) : written;
}
