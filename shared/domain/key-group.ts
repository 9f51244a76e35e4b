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
  /** Time of day of the rotation, `02:30`, in `rotateZone`; absent: that of `rotateFrom`. */
  readonly rotateAt?: string;
  /** IANA name of the time zone in which days and times are meant; absent: UTC. */
  readonly rotateZone?: string;
  /** First date, `2027-01-31`: itself a due date, and those after it are counted from it. */
  readonly rotateFirst?: string;
  /** UTC milliseconds from which due dates are counted where no first date is given; absent: last rotated, else created. */
  readonly rotateFrom?: number;
  /** Pause: nothing is due until it goes on; the dates go on being counted. */
  readonly rotationPaused?: boolean;
  /** Older versions are disabled in the vault so long after the new one came, e.g. `30d`; absent: they stay enabled. */
  readonly disableOlderAfter?: string;
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

const timeOfDay = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: 'A time of day is four digits between 00:00 and 23:59, e.g. 02:30.' });

const timeZone = z.string().refine(isTimeZone, { message: 'A time zone is named as in Europe/Berlin or UTC.' });

const calendarDate = z
  .string()
  .refine(isCalendarDate, { message: 'A date is a day of the calendar, as in 2027-01-31.' });

/** The schedule of a group as somebody gives it. */
export const rotationFields = {
  rotateEvery: period.exactOptional(),
  rotateAt: timeOfDay.exactOptional(),
  rotateZone: timeZone.exactOptional(),
  rotateFirst: calendarDate.exactOptional(),
  rotationPaused: z.boolean().exactOptional(),
  disableOlderAfter: period.exactOptional(),
};

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
    ...rotationFields,
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

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function isCalendarDate(text: string): boolean {
  if (!/^[12]\d{3}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
