import type { Result } from '../../shared/result.js';
import {
  combineShares,
  decodeShare,
  encodeShare,
  openBox,
  overwrite,
  sealFor,
  type SecretShare,
} from '../crypto/index.js';
import type { IdentityFile, StoredIdentity } from './identity-file.js';
import { alteredIdentities } from './identity-mac.js';
import type { PersonalKeys } from './personal-keys.js';

/** A share of the master key, sealed for one identity, which need not be here. Hex. */
export function sealShareFor({ name, publicKey }: StoredIdentity, share: SecretShare): string {
  const plain = Buffer.from(JSON.stringify(encodeShare(share)), 'utf8');
  const sealed = sealFor(Buffer.from(publicKey, 'hex'), plain, Buffer.from(name, 'utf8'));
  overwrite(plain);
  return Buffer.from(sealed).toString('hex');
}

/** The master key out of the shares of these people. Codes `identities-altered`, and those of combineShares. */
export async function combineSealed(
  file: IdentityFile,
  holders: readonly { readonly identity: StoredIdentity; readonly keys: PersonalKeys }[],
): Promise<Result<Uint8Array>> {
  const shares: SecretShare[] = [];
  try {
    for (const { identity, keys } of holders) {
      const share = openShare(identity, keys);
      if (!share?.ok) return alteredIdentities(`The share of ${identity.name} in identities.json is damaged.`);
      shares.push(share.value);
    }
    const odd = shares.find(({ setId, commitment }) => {
      return setId !== file.shares.setId || commitment !== file.shares.commitment;
    });
    return odd
      ? alteredIdentities('The shares in identities.json are not those of its splitting.')
      : await combineShares(shares);
  } finally {
    overwrite(...shares.map(({ share }) => share));
  }
}

function openShare(identity: StoredIdentity, { boxKey }: PersonalKeys): Result<SecretShare> | undefined {
  const sealed = Buffer.from(identity.sealedShare ?? '', 'hex');
  const plain = openBox(boxKey, sealed, Buffer.from(identity.name, 'utf8'));
  if (!plain.ok) return undefined;
  try {
    return decodeShare(JSON.parse(Buffer.from(plain.value).toString('utf8')));
  } catch {
    return undefined;
  } finally {
    overwrite(plain.value);
  }
}
