import { CLOUDS, type CloudName } from '../../shared/azure/clouds.js';
import { VAULT_NAME_PATTERN, VAULT_NAME_RULE } from '../../shared/azure/names.js';
import { fail, ok, type Result } from '../../shared/result.js';

/** A vault's address. Made only from a checked name and a known cloud: no token ever goes to another host. */
export interface VaultAddress {
  readonly url: string;
  readonly host: string;
  readonly authorityHost: string;
}

/** The address of a vault. Code `bad-vault-name`. */
export function vaultAddress(cloud: CloudName, vaultName: string): Result<VaultAddress> {
  if (!VAULT_NAME_PATTERN.test(vaultName))
    return fail('bad-vault-name', `"${vaultName}" is no vault name.`, { advice: VAULT_NAME_RULE });
  const { vaultSuffix, authorityHost } = CLOUDS[cloud];
  const host = `${vaultName.toLowerCase()}.${vaultSuffix}`;
  return ok({ url: `https://${host}`, host, authorityHost });
}
