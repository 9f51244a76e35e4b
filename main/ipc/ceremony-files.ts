import { existsSync } from 'node:fs';
import { pgpWords } from '../../shared/domain/ceremony/pgp-words.js';
import type { RecordVerification } from '../../shared/domain/ceremony/verification.js';
import type { RunView } from '../../shared/domain/ceremony/view.js';
import type { Checked, Reply, ShareTestView } from '../../shared/contract/index.js';
import { fail, ok, type Result } from '../../shared/result.js';
import {
  gatherBinder,
  makeBinder,
  readEscrowFile,
  readPlan,
  verifyRecord,
  type CeremonyRun,
  type Said,
} from '../ceremonies/index.js';
import { signerOf } from '../crypto/index.js';
import { refusedLogin } from '../identity-management/index.js';
import type { Workstation } from '../workstation.js';
import { fromBase64 } from './ceremony-views.js';
import { inTheWindow } from './window-advice.js';

/** Signs a record with the key of an identity of this workstation. Codes of the login and of Ceremonies.sign. */
export async function signWithOwnKey(
  workstation: Workstation,
  run: CeremonyRun,
  { passphrase, ...said }: Said & { readonly passphrase: string },
): Promise<Result<RunView>> {
  const { people, ceremonies, log, actor } = workstation;
  const identity = people.identities.find(said.by);
  if (!identity) {
    return fail(
      'identity-not-found',
      `${said.by} has no identity on this workstation, and so no key to sign with here.`,
      {
        advice: 'Sign by hand on the printed record, and record that it was signed on paper.',
      },
    );
  }
  const signed = await people.identities.withKeys({ name: identity.name, passphrase }, (_identity, keys) => {
    const signer = signerOf(keys.signingKey);
    try {
      return ceremonies.sign(run, said, signer);
    } finally {
      signer.close();
    }
  });
  if (signed.ok || signed.failure.code !== 'login-refused') return signed;
  log.write(refusedLogin(actor, identity.name));
  return fail('login-refused', `This is not the passphrase of ${identity.name}. Nothing was signed.`);
}

/** The binder of a ceremony, in a new folder. Codes of gatherBinder, `file-exists`, and those of the disk. */
export async function writeBinder(
  workstation: Workstation,
  id: string,
  folder: string,
): Promise<Result<Reply<'ceremonies', 'writeBinder'>>> {
  const parts = gatherBinder(workstation, id);
  if (!parts.ok) return parts;
  const made = await makeBinder(folder, parts.value);
  return made.ok ? ok({ folder, files: made.value.map(({ file, size, sha256 }) => ({ file, size, sha256 })) }) : made;
}

/** Verifies a record that somebody chose, of this workstation or another. Codes `not-a-record`, `bad-plan`, `bad-input`. */
export function verifyFiles({
  record,
  plan,
  key,
  outputs,
}: Checked<'ceremonies', 'verifyRecord'>): Result<RecordVerification> {
  const hex = key?.replaceAll(/[\s:-]/g, '').toLowerCase() ?? '';
  if (hex !== '' && !/^[0-9a-f]{64}$/.test(hex))
    return fail('bad-input', 'This is no key of a workstation: it has 64 hexadecimal digits.', {
      advice: 'Take it from page 1 of the printed record.',
    });
  const agreed = plan === undefined ? undefined : readPlan(Buffer.from(plan, 'utf8'));
  if (agreed && !agreed.ok) return agreed;
  const there = new Map(outputs?.map((one) => [one.file, one]));
  const found = verifyRecord({
    record: fromBase64(record),
    ...(agreed ? { plan: agreed.value.plan } : {}),
    ...(outputs ? { outputs: (file) => there.get(file) } : {}),
    keys: hex === '' ? [] : [hex],
  });
  if (!found.ok) return found;
  // The command line's options mean nothing here.
  return ok({ ...found.value, limits: found.value.limits.map((limit) => limit.replace(/ \(--[a-z]+\)/, '')) });
}

/** Tests shares against their escrow file, each alone; they are counted, and never put together. Codes of readEscrowFile. */
export function testShares(
  { ceremonyKeys: { escrows } }: Workstation,
  bytes: Uint8Array,
  texts: readonly string[],
): Result<ShareTestView> {
  const file = readEscrowFile(bytes);
  if (!file.ok) return file;
  const { ceremony, mode, set } = file.value;
  const seen = new Set<number>();
  const shares = texts.map((text): ShareTestView['shares'][number] => {
    const tested = escrows.testShare(bytes, text);
    if (!tested.ok) {
      const { message, advice } = inTheWindow(tested.failure);
      return { again: false, problem: message, ...(advice === undefined ? {} : { advice }) };
    }
    const { index, holder } = tested.value;
    const again = seen.has(index);
    seen.add(index);
    return { index, holder, again };
  });
  const { id: setId, threshold } = set;
  const missing = Math.max(0, threshold - seen.size);
  return ok({ ceremony, mode, setId, threshold, total: set.shares.length, shares, missing });
}

/**
 * What must be so before anything is sent: the package was read to its last word, and the file of the closing record is free.
 * Codes of readPackage, `wrong-word`, `file-exists`.
 */
export function readyToUpload(
  { ceremonyKeys }: Workstation,
  bytes: Uint8Array,
  { word, closing }: { readonly word: string; readonly closing: string },
): Result<void> {
  const read = ceremonyKeys.upload.read(bytes);
  // What is wrong with it is said, and logged, by the upload itself.
  if (!read.ok) return ok(undefined);
  const last = pgpWords(read.value.sha256).at(-1) ?? '';
  if (word.toLowerCase() !== last.toLowerCase())
    return fail('wrong-word', 'This is not the last word of the SHA-256 of the package. Nothing was sent.', {
      advice: 'Read the words against those of the ceremony. If they are other words, this is another package.',
    });
  if (existsSync(closing))
    return fail('file-exists', `The file ${closing} is there already, and nothing is ever written over.`, {
      advice: 'Choose another name for the closing record. Nothing was sent.',
    });
  return ok(undefined);
}
