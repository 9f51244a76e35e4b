import { z } from 'zod';
import { CLOUD_NAMES, type CloudName } from '../azure/clouds.js';
import { GUID_PATTERN } from '../azure/names.js';
import type { CredentialId } from './ids.js';

/** Where a client secret is kept. */
export type SecretPlace = 'os-keychain' | 'sealed-store';

/** A Cloud Credential: an Azure App Registration. The client secret itself is never part of it. */
export interface Credential {
  readonly id: CredentialId;
  readonly name: string;
  readonly cloud: CloudName;
  readonly tenantId: string;
  readonly clientId: string;
  readonly secretKeptIn: SecretPlace;
  readonly createdAt: number;
  /** When the client secret expires, as the portal says it; absent: nobody told. */
  readonly secretExpiresOn?: number;
  readonly lastTestAt?: number;
  readonly lastTestOutcome?: 'passed' | 'warning' | 'failed';
}

/** A name for something on this workstation: shown in lists, used on the command line. */
export const localName = z
  .string()
  .trim()
  .min(1, 'A name is needed.')
  .max(127, 'A name has at most 127 characters.')
  .regex(/^[^\p{Cc}\p{Cf}]*$/u, 'A name has no control characters.');

/** What Add Cloud Credential asks for, with the sentence for each field. */
export const credentialFields = z.strictObject({
  name: localName,
  cloud: z.enum(CLOUD_NAMES, { error: `The cloud is one of ${CLOUD_NAMES.join(', ')}.` }),
  tenantId: z.string().trim().regex(GUID_PATTERN, {
    error:
      'The tenant ID has the form 00000000-0000-0000-0000-000000000000; in the Azure portal it stands on the Overview page of the App Registration as "Directory (tenant) ID".',
  }),
  clientId: z.string().trim().regex(GUID_PATTERN, {
    error:
      'The client ID has the form 00000000-0000-0000-0000-000000000000; in the Azure portal it stands on the Overview page of the App Registration as "Application (client) ID".',
  }),
});
export type CredentialFields = z.infer<typeof credentialFields>;

/** A client secret's value: what Azure makes has 40 characters; anything printable on one line is taken. */
export const clientSecret = z
  .string()
  .min(8, 'The client secret is shorter than any that Azure makes. Copy its Value, not its Secret ID.')
  .max(
    512,
    'The client secret is longer than 512 characters. Give a file that holds the secret value and nothing else.',
  )
  .regex(
    /^[\x21-\x7e]+$/,
    'The client secret must be one line of printable characters, with no spaces and nothing else in the file.',
  )
  .refine((text) => !GUID_PATTERN.test(text), {
    message: 'This looks like the Secret ID. Azure shows two columns: copy the one called Value.',
  });
