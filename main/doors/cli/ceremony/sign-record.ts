import { fail, ok, type Result } from '../../../../shared/result.js';
import type { Context } from '../context.js';
import { readTextFile } from '../input/json-file.js';
import { readOneLogin } from '../input/logins.js';
import { wrongUsage, type Outcome } from '../outcome.js';
import { withWorkstation } from '../session.js';
import { appended, ownerOf, participant, type Said, type Signable } from './signable.js';

const LARGEST_PEM = 20_000;

/** The workstation signs that somebody signed by hand. */
export function paperLine(context: Context, record: Signable, name: string, said: Said): Promise<Outcome> | Outcome {
  const by = participant(record, name);
  if (!by.ok) return by;
  return withWorkstation(
    context,
    ({ workstation }) => {
      const { begin, fingerprint } = record;
      const line = workstation.ceremonies.paperLine(begin, fingerprint, { by: by.value, ...said });
      return Promise.resolve(line.ok ? appended(context, record, line.value, by.value) : line);
    },
    { need: 'Operator' },
  );
}

/** With a key file of Keyferry, whose passphrase is that of --as. */
export async function signWithKeyFile(context: Context, record: Signable, file: string, said: Said): Promise<Outcome> {
  if (context.as === undefined)
    return wrongUsage('Whose key file is it?', 'Say it: --as NAME=PASSPHRASE-FILE --key-file FILE.');
  const { LARGEST_FILE, openKeyFile, parseKeyFile } = await import('../../../identity-management/index.js');
  const login = readOneLogin(context, '--as', context.as);
  if (!login.ok) return login;
  const content = readTextFile(context, file, LARGEST_FILE);
  const key = content.ok ? parseKeyFile(content.value) : content;
  if (!key.ok) return key;
  const signer = await openKeyFile(key.value, login.value.passphrase);
  if (!signer.ok) return signer;
  try {
    return await signed(context, record, signer.value, said);
  } finally {
    signer.value.close();
  }
}

/** With a private key in PEM; where it is encrypted its passphrase is asked for, or that of --as. */
export async function signWithPem(context: Context, record: Signable, file: string, said: Said): Promise<Outcome> {
  const { signerOfAnyPem } = await import('../../../crypto/index.js');
  const pem = readTextFile(context, file, LARGEST_PEM);
  if (!pem.ok) return pem;
  let signer = signerOfAnyPem(pem.value);
  if (!signer.ok && signer.failure.code === 'passphrase-needed') {
    const passphrase = await passphraseOf(context, file);
    if (!passphrase.ok) return passphrase;
    signer = signerOfAnyPem(pem.value, passphrase.value);
  }
  return signer.ok ? signed(context, record, signer.value, said) : signer;
}

async function passphraseOf(context: Context, file: string): Promise<Result<string>> {
  if (context.as !== undefined) {
    const login = readOneLogin(context, '--as', context.as);
    return login.ok ? ok(login.value.passphrase) : login;
  }
  if (context.terminal.inIsTerminal) return context.terminal.askHidden(`Passphrase of ${file}:`);
  return fail('passphrase-needed', `The key ${file} is encrypted, and nobody sits here to be asked.`, {
    advice: 'Give its passphrase in a file: --as NAME=PASSPHRASE-FILE.',
  });
}

interface AnySigner {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

async function signed(context: Context, record: Signable, signer: AnySigner, said: Said): Promise<Outcome> {
  const { signRecord } = await import('../../../ceremonies/index.js');
  const by = ownerOf(record, signer.publicKey);
  if (!by.ok) return by;
  const time = new Date(context.surroundings.clock.now()).toISOString();
  const body = { by: by.value, as: 'participant', on: 'key', time, ...said } as const;
  return appended(context, record, signRecord(record.fingerprint, body, signer), by.value);
}
