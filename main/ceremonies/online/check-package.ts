import type { Credential } from '../../../shared/domain/credential.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import { parseKeyIdentifier } from '../../../shared/azure/names.js';
import { constantTimeEqual, fingerprints } from '../../crypto/index.js';
import { vaultAddress, type VaultConnection } from '../../azure/index.js';
import type { CeremonyKekRecord } from '../../store/tables/ceremony-files.js';
import { checkMode } from '../keys/read-kek.js';
import type { ReadCeremonyPackage } from '../packages/ceremony-package.js';
import { isThere } from './ceremony-keks.js';

/**
 * Whether the package was signed by the workstation that was told on another way (page 1 of the record, the script), and
 * not merely by the one that it names itself. `key`: 64 hex digits, spaces allowed. Codes `ceremony-key-malformed`,
 * `ceremony-other-workstation`.
 */
export function checkSigner({ workstation }: ReadCeremonyPackage, key: string): Result<void> {
  const told = key.replaceAll(/[\s:-]/g, '').toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(told)) {
    return fail('ceremony-key-malformed', "The ceremony workstation's key has 64 hexadecimal digits.", {
      advice: 'It stands on page 1 of the record; spaces do not matter.',
    });
  }
  if (constantTimeEqual(Buffer.from(told, 'hex'), Buffer.from(workstation.key, 'hex'))) return ok(undefined);
  return fail(
    'ceremony-other-workstation',
    'The package was signed by another workstation than the one of the ceremony: its key is not the one that was given.',
    { advice: 'Do not use this package. Compare the key with page 1 of the record.' },
  );
}

/** What can be told without the vault. Codes those of another mode, `package-wrong-vault`, `kek-unknown`, `kek-other-key`, `kek-gone`, `kek-expired`. */
export function checkInBooks(
  file: ReadCeremonyPackage,
  credential: Credential,
  kek: CeremonyKekRecord | undefined,
  now: number,
): Result<void> {
  const practice = credential.cloud === 'practice';
  const mode =
    file.mode === 'PRACTICE' && !practice
      ? checkMode('PRODUCTION', true, 'The ceremony package')
      : checkMode(file.mode, practice, `The Cloud Credential ${credential.name}`);
  if (!mode.ok) return mode;
  const address = vaultAddress(credential.cloud, file.kek.vault);
  if (!address.ok) return address;
  const host = parseKeyIdentifier(file.kek.kid)?.host;
  if (host?.toLowerCase() !== address.value.host) {
    return fail(
      'package-wrong-vault',
      `The keys were wrapped for ${host ?? 'another host'}; the Cloud Credential ${credential.name} reaches ${address.value.host}.`,
      { advice: 'Give the credential of the cloud and vault for which the ceremony was held.' },
    );
  }
  if (kek) return checkOurKek(file, kek, now);
  if (file.kek.origin === 'elsewhere') return ok(undefined);
  return fail('kek-unknown', `The KEK ${file.kek.kid} was not made by this workstation.`, {
    advice: 'Upload the package on the workstation that made the KEK package.',
  });
}

function checkOurKek(file: ReadCeremonyPackage, kek: CeremonyKekRecord, now: number): Result<void> {
  const prints = kek.spki && fingerprints(kek.spki);
  if (!prints?.ok || prints.value.spkiSha256 !== file.kek.spkiSha256) return otherKey(file.kek.kid);
  if (!isThere(kek.state))
    return fail('kek-gone', `The KEK ${kek.name} was removed from the vault ${kek.vault} already.`, {
      advice: 'The keys have to be wrapped anew, under another KEK.',
    });
  return expired(kek.expiresOn, now);
}

/** What the vault says of the KEK now. Codes `kek-gone`, `kek-other-key`, `kek-expired`, `kek-usages`, those of the connection. */
export async function checkInVault(
  file: ReadCeremonyPackage,
  connection: VaultConnection,
  now: number,
  signal?: AbortSignal,
): Promise<Result<void>> {
  const id = parseKeyIdentifier(file.kek.kid);
  if (!id) throw new Error('The kid of a package that was read is one.');
  const found = await connection.getKey(id.name, id.version, signal);
  if (!found.ok) return found;
  if (!found.value)
    return fail('kek-gone', `The KEK ${id.name} is not in the vault any more.`, {
      advice: 'The keys have to be wrapped anew, under another KEK.',
    });
  const { spki, expiresOn, enabled, usages } = found.value;
  const prints = fingerprints(spki);
  if (!prints.ok || prints.value.spkiSha256 !== file.kek.spkiSha256) return otherKey(file.kek.kid);
  if (!enabled)
    return fail('kek-disabled', `The KEK ${id.name} is disabled in the vault.`, { advice: 'Enable it in the portal.' });
  if (usages && (usages.length !== 1 || usages[0] !== 'import'))
    return fail('kek-usages', `The KEK ${id.name} may do ${usages.join(', ')}; a KEK may import and nothing else.`, {
      advice: 'Do not use it: make another one with key_ops import only.',
    });
  return expiresOn === undefined ? ok(undefined) : expired(expiresOn, now);
}

function expired(expiresOn: number, now: number): Result<void> {
  if (now < expiresOn) return ok(undefined);
  return fail(
    'kek-expired',
    `The KEK expired on ${new Date(expiresOn).toISOString()}: Azure imports nothing under it any more.`,
    {
      advice: 'The keys have to be wrapped anew, under another KEK.',
    },
  );
}

function otherKey(kid: string): Result<never> {
  return fail('kek-other-key', `The keys were wrapped under another public key than that of the KEK ${kid}.`, {
    advice:
      'Do not use this package: somebody put another KEK in place of ours. Wrap the keys anew after reading its fingerprint aloud.',
  });
}
