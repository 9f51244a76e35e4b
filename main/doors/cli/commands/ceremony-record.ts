import { appendFileSync } from 'node:fs';
import type { Command } from 'commander';
import { LARGEST_RECORD } from '../../../../shared/domain/ceremony/record.js';
import { fail, type Result } from '../../../../shared/result.js';
import type { BeginOfRecord } from '../../../ceremonies/index.js';
import type { RecordVerification } from '../../../../shared/domain/ceremony/verification.js';
import { outputsIn, planIn, readBytes } from '../ceremony/files.js';
import { addCommand, needed, option, repeatable, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { pathOf, readTextFile } from '../input/json-file.js';
import { readOneLogin } from '../input/logins.js';
import { done, refused, wrongUsage, type Outcome } from '../outcome.js';
import { withWorkstation } from '../session.js';
import { facts } from '../show/table.js';
import { clean, count, fold } from '../show/text.js';

interface VerifyOptions {
  readonly plan?: string;
  readonly outputs?: string;
  readonly key?: readonly string[];
}

interface SignOptions {
  readonly keyFile?: string;
  readonly paper?: string;
  readonly disagree?: string;
}

export function addCeremonyRecordCommands(family: Command, invoke: Invoke): void {
  addCommand<SignOptions>(family, invoke, {
    name: 'sign',
    role: 'anybody',
    args: [['<record>', 'the record, ID.record.jsonl']],
    summary: 'put a signature of your own below a record, or note one on paper',
    about:
      'With --as and --key-file no data folder is needed. With --paper the workstation signs that this person signed the printed record by hand.',
    examples: [
      'keyferry ceremony sign 2027-sql-tde.record.jsonl --as bob=bob.txt --key-file bob-key.json',
      'keyferry ceremony sign 2027-sql-tde.record.jsonl --paper "Walter Brunner"',
    ],
    options: [
      option('--key-file <file>', 'your key file (keyferry identity key-file)'),
      option('--paper <name>', 'who signed the printed record by hand'),
      option('--disagree <text>', 'I do not agree, and why'),
    ],
    run: sign,
  });
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
      repeatable('--key <hex>', "the workstation's or a participant's key (Ed25519), from another way"),
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
  const odd = (options.key ?? []).find((key) => !/^[0-9a-fA-F]{64}$/.test(key));
  if (odd !== undefined) return wrongUsage(`--key: "${odd}" is no key.`, 'A key is 64 hexadecimal digits (Ed25519).');
  const plan = options.plan === undefined ? undefined : await planIn(context, options.plan);
  if (plan && !plan.ok) return plan;
  const found = verifyRecord({
    record: record.value,
    ...(plan ? { plan: plan.value.plan } : {}),
    ...(options.outputs === undefined ? {} : { outputs: outputsIn(pathOf(context, options.outputs)) }),
    keys: (options.key ?? []).map((key) => key.toLowerCase()),
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

/** A record that can be signed: ended, and not touched. */
async function signable(
  context: Context,
  file: string,
): Promise<
  Result<{ readonly fingerprint: string; readonly begin: BeginOfRecord; readonly signed: readonly string[] }>
> {
  const { beginOf, readRecord, verifyRecord } = await import('../../../ceremonies/index.js');
  const record = readBytes(context, file, LARGEST_RECORD);
  if (!record.ok) return record;
  const found = verifyRecord({ record: record.value });
  if (!found.ok) return found;
  const read = readRecord(record.value);
  const begin = read.ok ? beginOf(read.value) : undefined;
  if (!found.value.sound || found.value.fingerprint === undefined || !begin)
    return fail('record-broken', 'This record is not whole: nobody should sign it.', {
      advice: 'See what it is: keyferry ceremony verify.',
    });
  const signed = found.value.signers.filter(({ as }) => as === 'participant').map(({ by }) => by);
  return { ok: true, value: { fingerprint: found.value.fingerprint, begin, signed } };
}

async function sign(context: Context, [file = '']: readonly string[], options: SignOptions): Promise<Outcome> {
  const record = await signable(context, file);
  if (!record.ok) return record;
  const { begin, signed } = record.value;
  const says = options.disagree === undefined ? ('agree' as const) : ('disagree' as const);
  const remark = options.disagree === undefined ? {} : { remark: options.disagree };
  const participant = (name: string): Result<string> => {
    const person = begin.plan.people.find((one) => one.name.toLowerCase() === name.trim().toLowerCase());
    if (!person) return fail('not-a-participant', `${name} is not among the people of the plan.`);
    return signed.includes(person.name)
      ? fail('already-signed', `${person.name} has signed this record already.`)
      : { ok: true, value: person.name };
  };
  if (options.paper !== undefined) {
    const by = participant(options.paper);
    if (!by.ok) return by;
    return withWorkstation(
      context,
      ({ workstation }) => {
        const { ceremonies } = workstation;
        const line = ceremonies.paperLine(begin, record.value.fingerprint, { by: by.value, says, ...remark });
        return Promise.resolve(line.ok ? added(context, file, line.value, by.value) : line);
      },
      { need: 'Operator' },
    );
  }
  if (context.as === undefined || options.keyFile === undefined)
    return wrongUsage('Who signs?', 'Say it: --as NAME=PASSPHRASE-FILE --key-file FILE, or --paper NAME.');
  const { LARGEST_FILE, openKeyFile, parseKeyFile } = await import('../../../identity-management/index.js');
  const { signRecord } = await import('../../../ceremonies/index.js');
  const login = readOneLogin(context, '--as', context.as);
  if (!login.ok) return login;
  const content = readTextFile(context, options.keyFile, LARGEST_FILE);
  const key = content.ok ? parseKeyFile(content.value) : content;
  if (!key.ok) return key;
  const by = participant(key.value.name);
  if (!by.ok) return by;
  const signer = await openKeyFile(key.value, login.value.passphrase);
  if (!signer.ok) return signer;
  try {
    const hex = Buffer.from(signer.value.publicKey).toString('hex');
    if (!begin.signers.some((one) => one.key === hex))
      return fail('unknown-key', `The record does not name this key as ${by.value}'s.`, {
        advice: 'Sign by hand on the printed record: --paper NAME.',
      });
    const time = new Date(context.surroundings.clock.now()).toISOString();
    const said = { by: by.value, as: 'participant', says, on: 'key', time, ...remark } as const;
    return added(context, file, signRecord(record.value.fingerprint, said, signer.value), by.value);
  } finally {
    signer.value.close();
  }
}

/** A signature is a line below the record; what is there stays as it is. */
function added(context: Context, file: string, line: string, by: string): Outcome {
  try {
    appendFileSync(pathOf(context, file), `${line}\n`);
  } catch {
    return fail('not-writable', `${pathOf(context, file)} cannot be written here.`, {
      advice: 'Copy it to where you may write, and sign the copy.',
    });
  }
  const signature: unknown = JSON.parse(line);
  return done({ signature }, `${by} signed; the signature stands below the record.`);
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
