/** What Azure Key Vault accepts by BYOK: https://learn.microsoft.com/azure/key-vault/keys/byok-specification */
export const KEY_TYPE_NAMES = ['rsa-2048', 'rsa-3072', 'rsa-4096', 'p-256', 'p-384', 'p-521', 'p-256k'] as const;
export type KeyTypeName = (typeof KEY_TYPE_NAMES)[number];

export const KEY_USAGES = ['encrypt', 'decrypt', 'sign', 'verify', 'wrapKey', 'unwrapKey'] as const;
export type KeyUsage = (typeof KEY_USAGES)[number];

export type AzureCurve = 'P-256' | 'P-384' | 'P-521' | 'P-256K';

export type KeyTypeFacts =
  | {
      readonly kind: 'rsa';
      readonly kty: 'RSA-HSM';
      readonly bits: 2048 | 3072 | 4096;
      readonly usages: readonly KeyUsage[];
    }
  | { readonly kind: 'ec'; readonly kty: 'EC-HSM'; readonly curve: AzureCurve; readonly usages: readonly KeyUsage[] };

/** EC keys in Key Vault allow only sign and verify. */
const EC_USAGES: readonly KeyUsage[] = ['sign', 'verify'];

/** The facts of every key type, by its name. */
export const KEY_TYPES: Readonly<Record<KeyTypeName, KeyTypeFacts>> = {
  'rsa-2048': { kind: 'rsa', kty: 'RSA-HSM', bits: 2048, usages: KEY_USAGES },
  'rsa-3072': { kind: 'rsa', kty: 'RSA-HSM', bits: 3072, usages: KEY_USAGES },
  'rsa-4096': { kind: 'rsa', kty: 'RSA-HSM', bits: 4096, usages: KEY_USAGES },
  'p-256': { kind: 'ec', kty: 'EC-HSM', curve: 'P-256', usages: EC_USAGES },
  'p-384': { kind: 'ec', kty: 'EC-HSM', curve: 'P-384', usages: EC_USAGES },
  'p-521': { kind: 'ec', kty: 'EC-HSM', curve: 'P-521', usages: EC_USAGES },
  'p-256k': { kind: 'ec', kty: 'EC-HSM', curve: 'P-256K', usages: EC_USAGES },
};
