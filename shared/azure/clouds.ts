/** The clouds Keyferry speaks to. `practice` is the embedded practice vault; its names never leave this machine (RFC 6761). */
export const CLOUD_NAMES = ['public', 'usgov', 'china', 'practice'] as const;
export type CloudName = (typeof CLOUD_NAMES)[number];

export interface Cloud {
  readonly title: string;
  /** A vault's host is `<vault name>.<vaultSuffix>`. */
  readonly vaultSuffix: string;
  /** Host of the token service. */
  readonly authorityHost: string;
}

/** https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#vault-name-and-object-name */
export const CLOUDS: Readonly<Record<CloudName, Cloud>> = {
  public: { title: 'Azure Public', vaultSuffix: 'vault.azure.net', authorityHost: 'login.microsoftonline.com' },
  usgov: {
    title: 'Azure US Government',
    vaultSuffix: 'vault.usgovcloudapi.net',
    authorityHost: 'login.microsoftonline.us',
  },
  china: { title: 'Azure China', vaultSuffix: 'vault.azure.cn', authorityHost: 'login.chinacloudapi.cn' },
  practice: { title: 'PRACTICE vault', vaultSuffix: 'vault.localhost', authorityHost: 'login.localhost' },
};
