import { z } from 'zod';
import { recordSignature, type RecordSignature } from '../../../../shared/domain/ceremony/record.js';
import { fail, ok, type Result } from '../../../../shared/result.js';
import type { Context } from '../context.js';
import { readBytes, readTextFile, writeNewFile } from '../input/json-file.js';
import { done, type Outcome } from '../outcome.js';
import { appended, ownerOf, participant, type Said, type Signable } from './signable.js';

const LARGEST_STATEMENT = 10_000;
const LARGEST_SIGNATURE = 512;
/** So that a statement can be read before it was signed. */
const UNSIGNED = '00'.repeat(64);

/** Writes what somebody signs elsewhere. Codes `unknown-key`, `file-exists`, and those of `participant`. */
export async function writeStatement(
  context: Context,
  record: Signable,
  { file, by: name }: { readonly file: string; readonly by: string },
  said: Said,
): Promise<Outcome> {
  const { signedBytes } = await import('../../../ceremonies/index.js');
  const by = participant(record, name);
  if (!by.ok) return by;
  const key = record.begin.signers.find((one) => one.name === by.value)?.key;
  if (key === undefined)
    return fail(
      'unknown-key',
      `The record names no key of ${by.value}: it stood neither in the plan nor among the identities.`,
      {
        advice: 'Sign by hand on the printed record: --paper NAME.',
      },
    );
  const time = new Date(context.surroundings.clock.now()).toISOString();
  const body = { type: 'signature', by: by.value, as: 'participant', on: 'key', time, key, ...said } as const;
  const text = Buffer.from(signedBytes(record.fingerprint, body)).toString('utf8');
  const written = writeNewFile(context, file, text);
  if (!written.ok) return written;
  const how =
    key.length === 64
      ? `openssl pkeyutl -sign -rawin -inkey KEY.pem -in ${file} -out ${file}.sig`
      : `openssl dgst -sha256 -sign KEY.pem -out ${file}.sig ${file}`;
  return done(
    { file: written.value, key },
    [
      `Statement written: ${written.value}`,
      `${by.value} signs it as it is, not a byte more, e.g.: ${how}`,
      `Then: keyferry ceremony sign ${record.file} --statement ${file} --signature ${file}.sig`,
    ].join('\n'),
  );
}

/** Takes a signature that was made elsewhere. Codes `statement-differs`, `signature-wrong`, and those of `ownerOf`. */
export async function signedElsewhere(
  context: Context,
  record: Signable,
  { statement, signature }: { readonly statement: string; readonly signature: string },
): Promise<Outcome> {
  const { canonical, signatureFits } = await import('../../../ceremonies/index.js');
  const text = readTextFile(context, statement, LARGEST_STATEMENT);
  if (!text.ok) return text;
  const body = await bodyOf(text.value, record.fingerprint);
  if (!body.ok) return body;
  const by = ownerOf(record, Buffer.from(body.value.key, 'hex'));
  if (!by.ok) return by;
  if (by.value !== body.value.by)
    return fail('unknown-key', `The key of the statement is not that of ${body.value.by}.`);
  const bytes = readBytes(context, signature, LARGEST_SIGNATURE);
  if (!bytes.ok) return bytes;
  const line = recordSignature.safeParse({ ...body.value, signature: Buffer.from(bytes.value).toString('hex') });
  if (!line.success || !signatureFits(record.fingerprint, line.data))
    return fail('signature-wrong', `This is not the signature of ${by.value} over the statement.`, {
      advice:
        'Sign the file exactly as it was written, with the key that the plan names: EC and RSA with SHA-256 (DER, and ' +
        'PKCS #1 v1.5), Ed25519 over the file itself. Give the bytes of the signature, no text. Nothing was added.',
    });
  return appended(context, record, canonical(line.data), by.value);
}

/** Reads a statement back: it must be, byte for byte, one that is written for this record. */
async function bodyOf(text: string, fingerprint: string): Promise<Result<RecordSignature>> {
  const { signedBytes } = await import('../../../ceremonies/index.js');
  const parsed = parse(text.slice(text.indexOf('\n') + 1));
  const { record: _, ...body } = parsed ?? { record: '' };
  const read = recordSignature.safeParse({ ...body, signature: UNSIGNED });
  if (read.success) {
    const { signature: _unsigned, ...said } = read.data;
    const whole = said.as === 'participant' && said.on === 'key';
    if (whole && Buffer.from(signedBytes(fingerprint, said)).toString('utf8') === text) return ok(read.data);
  }
  return fail('statement-differs', 'This is no statement for this record, or it was changed.', {
    advice: 'Write it anew (--by NAME --statement FILE) and have that signed.',
  });
}

const statementFile = z.looseObject({ record: z.string() });

function parse(text: string): z.infer<typeof statementFile> | undefined {
  try {
    return statementFile.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
