import type { KeyTypeName, KeyUsage } from '../../shared/azure/key-types.js';

export interface KeyTypeWords {
  readonly title: string;
  /** What Azure services take of it. */
  readonly note: string;
}

/**
 * Key types as people say them, with what takes them.
 * https://learn.microsoft.com/azure/azure-sql/database/transparent-data-encryption-byok-overview (SQL: RSA 2048 and 3072)
 * https://learn.microsoft.com/azure/virtual-machines/disk-encryption#supported-regions (disks: RSA 2048, 3072, 4096)
 */
export const KEY_TYPE_WORDS: Readonly<Record<KeyTypeName, KeyTypeWords>> = {
  'rsa-2048': { title: 'RSA 2048', note: 'Taken by Azure SQL (TDE, Always Encrypted), Disk Encryption, Storage.' },
  'rsa-3072': {
    title: 'RSA 3072',
    note: 'Taken by Azure SQL (TDE, Always Encrypted), Disk Encryption, Storage; stronger than 2048.',
  },
  'rsa-4096': { title: 'RSA 4096', note: 'Taken by Disk Encryption and Storage. Not by Azure SQL.' },
  'p-256': { title: 'EC P-256', note: 'Sign and verify only: your own applications. No service encrypts with it.' },
  'p-384': { title: 'EC P-384', note: 'Sign and verify only: your own applications.' },
  'p-521': { title: 'EC P-521', note: 'Sign and verify only: your own applications.' },
  'p-256k': { title: 'EC P-256K (secp256k1)', note: 'Sign and verify only: ledgers and blockchains.' },
};

export const USAGE_WORDS: Readonly<Record<KeyUsage, string>> = {
  encrypt: 'Encrypt',
  decrypt: 'Decrypt',
  sign: 'Sign',
  verify: 'Verify',
  wrapKey: 'Wrap Key',
  unwrapKey: 'Unwrap Key',
};
