/** Key names: https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#object-identifiers */
export const KEY_NAME_PATTERN = /^[0-9a-zA-Z-]{1,127}$/;
export const KEY_NAME_RULE = 'A key name has 1 to 127 characters: letters, digits and hyphens.';

/** Vault names: 3-24 letters, digits and single hyphens, a letter first, no hyphen last. */
export const VAULT_NAME_PATTERN = /^(?=.{3,24}$)[a-zA-Z](?:-?[0-9a-zA-Z])*$/;
export const VAULT_NAME_RULE =
  'A vault name has 3 to 24 characters: letters, digits and single hyphens, a letter first and no hyphen last. Give the name alone, not the address.';

/** Tenant and client ids are GUIDs as the portal shows them. */
export const GUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const KEY_IDENTIFIER = /^https:\/\/([^/]+)\/keys\/([0-9a-zA-Z-]{1,127})\/([0-9a-f]{32})$/;

/** A full versioned key id, taken apart. `host` may hold a port. */
export interface KeyIdentifier {
  readonly host: string;
  readonly name: string;
  readonly version: string;
}

/** Takes `https://HOST/keys/NAME/VERSION` apart; undefined when it is anything else. */
export function parseKeyIdentifier(kid: string): KeyIdentifier | undefined {
  const match = KEY_IDENTIFIER.exec(kid);
  if (!match) return undefined;
  const [, host, name, version] = match;
  return host !== undefined && name !== undefined && version !== undefined ? { host, name, version } : undefined;
}

/** Azure compares key names without regard to case. */
export function sameKeyName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
