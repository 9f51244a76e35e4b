import { z } from 'zod';
import { KEY_NAME_PATTERN, VAULT_NAME_PATTERN } from '../../shared/azure/names.js';
import { faultSchema } from './faults.js';

/** What an access policy can grant; https://learn.microsoft.com/rest/api/keyvault/keys */
export const PERMISSIONS = ['get', 'list', 'create', 'import', 'update', 'delete', 'recover', 'purge'] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** The six that the guide asks for, and update, with which a version is disabled. */
export const NEEDED_PERMISSIONS: readonly Permission[] = [
  'get',
  'list',
  'create',
  'import',
  'update',
  'delete',
  'purge',
];

const vault = z.strictObject({
  name: z.string().regex(VAULT_NAME_PATTERN),
  tenantId: z.string(),
  tier: z.enum(['premium', 'standard']),
  model: z.enum(['access-policy', 'rbac']),
  purgeProtection: z.boolean(),
  retentionDays: z.number().int().min(7).max(90),
  grants: z.record(z.string(), z.array(z.enum(PERMISSIONS))),
});
export type VaultState = z.infer<typeof vault>;

const app = z.strictObject({
  tenantId: z.string(),
  clientId: z.string(),
  /** SHA-256 of the client secret, hex: the practice service has no need to know it. */
  secretHash: z.string(),
  secretExpiresOn: z.number().optional(),
  disabled: z.boolean().optional(),
});
export type AppState = z.infer<typeof app>;

export const serviceState = z.strictObject({
  vaults: z.array(vault),
  apps: z.array(app),
  faults: z.array(faultSchema),
  limits: z.strictObject({ count: z.number().int().min(1), windowMs: z.number().int().min(1) }).nullable(),
});
export type ServiceState = z.infer<typeof serviceState>;

const jwk = z.union([
  z.strictObject({ kty: z.literal('RSA'), n: z.string(), e: z.string() }),
  z.strictObject({
    kty: z.literal('EC'),
    crv: z.enum(['P-256', 'P-384', 'P-521', 'P-256K']),
    x: z.string(),
    y: z.string(),
  }),
]);

const version = z.strictObject({
  id: z.string(),
  kty: z.string(),
  keyOps: z.array(z.string()),
  jwk,
  enabled: z.boolean(),
  created: z.number(),
  updated: z.number(),
  exp: z.number().optional(),
  nbf: z.number().optional(),
  tags: z.record(z.string(), z.string()),
  /** PKCS#8, base64, of KEKs only: they must unwrap. Of all other keys only the public half is kept: this is practice. */
  privateKey: z.string().optional(),
});
export type VersionState = z.infer<typeof version>;

export const keyState = z.strictObject({
  name: z.string().regex(KEY_NAME_PATTERN),
  /** Oldest first; the last one is current. */
  versions: z.array(version),
  deletedOn: z.number().optional(),
  scheduledPurgeOn: z.number().optional(),
  /** After a purge nobody may use the name until then. */
  limboUntil: z.number().optional(),
});
export type KeyState = z.infer<typeof keyState>;

/** The service as it is before anybody did anything. HSM writes: 10 in 10 s per vault. */
export function emptyService(): ServiceState {
  return { vaults: [], apps: [], faults: [], limits: { count: 10, windowMs: 10_000 } };
}
