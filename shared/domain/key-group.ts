import { z } from 'zod';
import { KEY_TYPE_NAMES, KEY_TYPES, KEY_USAGES, type KeyTypeName, type KeyUsage } from '../azure/key-types.js';
import { KEY_NAME_PATTERN, KEY_NAME_RULE, VAULT_NAME_PATTERN, VAULT_NAME_RULE } from '../azure/names.js';
import type { CredentialId, GroupId } from './ids.js';
import { parsePeriod } from './period.js';

/** A Key Group (Asymmetric HSM Protected): one key name in one Azure Key Vault. */
export interface KeyGroup {
  readonly id: GroupId;
  /** The name of the key in the vault. */
  readonly name: string;
  readonly vault: string;
  readonly credentialId: CredentialId;
  readonly keyType: KeyTypeName;
  readonly usages: readonly KeyUsage[];
  /** Rotate Every, e.g. `90d`; absent: Rotate Key is off. */
  readonly rotateEvery?: string;
  /** Keep key valid for, e.g. `365d`: becomes `exp` of the Azure version. */
  readonly validFor?: string;
  readonly createdAt: number;
  /** Set only when a rotation succeeded. */
  readonly lastRotated?: number;
  readonly nextRotation?: number;
}

const period = z.string().refine((text) => parsePeriod(text).ok, {
  message: 'A period is a number and a unit: 90d (days), 12w (weeks), 6m (months) or 1y (years).',
});

/** What Create > Asymmetric HSM Protected asks for. */
export const keyGroupFields = z
  .strictObject({
    name: z.string().regex(KEY_NAME_PATTERN, { error: KEY_NAME_RULE }),
    vault: z.string().regex(VAULT_NAME_PATTERN, { error: VAULT_NAME_RULE }),
    keyType: z.enum(KEY_TYPE_NAMES, { error: `The key type is one of ${KEY_TYPE_NAMES.join(', ')}.` }),
    usages: z
      .array(z.enum(KEY_USAGES, { error: `A key usage is one of ${KEY_USAGES.join(', ')}.` }))
      .min(1, 'At least one key usage is needed.')
      .exactOptional(),
    rotateEvery: period.exactOptional(),
    validFor: period.exactOptional(),
  })
  .superRefine((fields, context) => {
    const allowed = KEY_TYPES[fields.keyType].usages;
    const refused = fields.usages?.filter((usage) => !allowed.includes(usage)) ?? [];
    if (refused.length > 0) {
      context.addIssue({
        code: 'custom',
        path: ['usages'],
        message: `A ${fields.keyType} key allows only ${allowed.join(', ')}; leave out ${refused.join(', ')}.`,
      });
    }
  });
export type KeyGroupFields = z.infer<typeof keyGroupFields>;
