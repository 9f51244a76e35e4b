import { appendFileSync } from 'node:fs';
import { LARGEST_RECORD } from '../../../../shared/domain/ceremony/record.js';
import { fail, ok, type Result } from '../../../../shared/result.js';
import type { BeginOfRecord } from '../../../ceremonies/index.js';
import type { Context } from '../context.js';
import { pathOf, readBytes } from '../input/json-file.js';
import { done, type Outcome } from '../outcome.js';

/** A record that can be signed: ended, and not touched. */
export interface Signable {
  readonly file: string;
  readonly fingerprint: string;
  readonly begin: BeginOfRecord;
  /** Participants that have signed. */
  readonly signed: readonly string[];
}

/** What is said with a signature. */
export type Said = { readonly says: 'agree' } | { readonly says: 'disagree'; readonly remark: string };

/** Codes `file-refused`, `not-a-record`, `record-broken`. */
export async function signableRecord(context: Context, file: string): Promise<Result<Signable>> {
  const { beginOf, readRecord, verifyRecord } = await import('../../../ceremonies/index.js');
  const record = readBytes(context, file, LARGEST_RECORD);
  if (!record.ok) return record;
  const found = verifyRecord({ record: record.value });
  if (!found.ok) return found;
  const read = readRecord(record.value);
  const begin = read.ok ? beginOf(read.value) : undefined;
  const { sound, fingerprint, signers } = found.value;
  if (!sound || fingerprint === undefined || !begin)
    return fail('record-broken', 'This record is not whole: nobody should sign it.', {
      advice: 'See what it is: keyferry ceremony verify.',
    });
  const signed = signers.filter(({ as }) => as === 'participant').map(({ by }) => by);
  return ok({ file, fingerprint, begin, signed });
}

/** The name as the plan has it, of somebody who has not signed yet. Codes `not-a-participant`, `already-signed`. */
export function participant({ begin, signed }: Signable, name: string): Result<string> {
  const person = begin.plan.people.find((one) => one.name.toLowerCase() === name.trim().toLowerCase());
  if (!person)
    return fail('not-a-participant', `${name} is not among the people of the plan.`, {
      advice: `They are ${begin.plan.people.map((one) => one.name).join(', ')}.`,
    });
  return signed.includes(person.name)
    ? fail('already-signed', `${person.name} has signed this record already.`)
    : ok(person.name);
}

/** The person whose key the record names. Codes `unknown-key`, and those of `participant`. */
export function ownerOf(record: Signable, publicKey: Uint8Array): Result<string> {
  const key = Buffer.from(publicKey).toString('hex');
  const known = record.begin.signers.find((one) => one.key === key);
  return known
    ? participant(record, known.name)
    : fail(
        'unknown-key',
        'The record names nobody with this key: it stood neither in the plan nor among the identities.',
        {
          advice: 'Sign with the key that the plan names, or by hand on the printed record: --paper NAME.',
        },
      );
}

/** A signature is a line below the record; what is there stays as it is. */
export function appended(context: Context, { file }: Signable, line: string, by: string): Outcome {
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
