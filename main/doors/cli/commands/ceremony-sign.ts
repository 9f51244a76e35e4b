import type { Command } from 'commander';
import { paperLine, signWithKeyFile, signWithPem } from '../ceremony/sign-record.js';
import { signedElsewhere, writeStatement } from '../ceremony/statement.js';
import { signableRecord, type Signable } from '../ceremony/signable.js';
import { addCommand, option, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { wrongUsage, type Outcome } from '../outcome.js';

interface SignOptions {
  readonly keyFile?: string;
  readonly key?: string;
  readonly statement?: string;
  readonly signature?: string;
  readonly by?: string;
  readonly paper?: string;
  readonly disagree?: string;
}

/** `keyferry ceremony sign`. */
export function addCeremonySignCommand(family: Command, invoke: Invoke): void {
  addCommand<SignOptions>(family, invoke, {
    name: 'sign',
    role: 'anybody',
    args: [['<record>', 'the record, ID.record.jsonl']],
    summary: 'put a signature of your own below a record, or note one on paper',
    about:
      'With --as and --key-file (a key of Keyferry), or with --key (a PEM; its public half stands in the plan) no data ' +
      'folder is needed. A key that cannot be given (smart card, HSM): --by NAME --statement FILE writes what is to be ' +
      'signed; then --statement FILE --signature FILE. With --paper the workstation signs that this person signed the ' +
      'printed record by hand. "I do not agree", with --disagree, is a valid signature.',
    examples: [
      'keyferry ceremony sign 2027-sql-tde.record.jsonl --as bob=bob.txt --key-file bob-key.json',
      'keyferry ceremony sign 2027-sql-tde.record.jsonl --key walter.pem --disagree "The bag was open"',
      'keyferry ceremony sign 2027-sql-tde.record.jsonl --by "Walter Brunner" --statement walter.txt\n' +
        '  openssl dgst -sha256 -sign walter.pem -out walter.sig walter.txt\n' +
        '  keyferry ceremony sign 2027-sql-tde.record.jsonl --statement walter.txt --signature walter.sig',
      'keyferry ceremony sign 2027-sql-tde.record.jsonl --paper "Walter Brunner"',
    ],
    options: [
      option('--key-file <file>', 'your key file (keyferry identity key-file)'),
      option('--key <file>', 'your private key, PEM (PKCS #8); its passphrase is asked for, or given with --as'),
      option('--by <name>', 'who signs elsewhere'),
      option('--statement <file>', 'what is to be signed elsewhere: written, or with --signature read'),
      option('--signature <file>', 'the signature over the statement, as it was made elsewhere'),
      option('--paper <name>', 'who signed the printed record by hand'),
      option('--disagree <text>', 'I do not agree, and why'),
    ],
    run: sign,
  });
}

async function sign(context: Context, [file = '']: readonly string[], options: SignOptions): Promise<Outcome> {
  const { keyFile, key, statement, paper } = options;
  const ways = [keyFile, key, statement, paper].filter((way) => way !== undefined);
  if (ways.length !== 1)
    return wrongUsage(
      'Who signs, and how?',
      'Say one: --as NAME=PASSPHRASE-FILE --key-file FILE, --key PEM, --statement FILE, or --paper NAME.',
    );
  const disagree = options.disagree?.trim();
  if (disagree === '') return wrongUsage('--disagree says why, in a few words.');
  const record = await signableRecord(context, file);
  if (!record.ok) return record;
  return signedSomehow(context, record.value, { ...options, ...(disagree === undefined ? {} : { disagree }) });
}

function signedSomehow(context: Context, record: Signable, options: SignOptions): Promise<Outcome> | Outcome {
  const { keyFile, key, statement, signature, by, paper, disagree } = options;
  const said = disagree === undefined ? { says: 'agree' as const } : { says: 'disagree' as const, remark: disagree };
  if (paper !== undefined) return paperLine(context, record, paper, said);
  if (keyFile !== undefined) return signWithKeyFile(context, record, keyFile, said);
  if (key !== undefined) return signWithPem(context, record, key, said);
  if (statement === undefined) return wrongUsage('Who signs, and how?');
  if (signature === undefined) {
    if (by === undefined) return wrongUsage('Whose statement?', 'Say who signs: --by NAME.');
    return writeStatement(context, record, { file: statement, by }, said);
  }
  if (by !== undefined || disagree !== undefined)
    return wrongUsage('Who signs, and what, stands in the statement already.', 'Leave out --by and --disagree.');
  return signedElsewhere(context, record, { statement, signature });
}
