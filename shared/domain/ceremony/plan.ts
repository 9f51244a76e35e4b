import { z } from 'zod';
import { KEY_TYPE_NAMES, KEY_USAGES } from '../../azure/key-types.js';
import { KEY_NAME_PATTERN, KEY_NAME_RULE, VAULT_NAME_PATTERN, VAULT_NAME_RULE } from '../../azure/names.js';
import { parsePeriod } from '../period.js';
import { CEREMONY_ROLES, READ_ALOUD_SUBJECTS, STEP_KINDS } from './steps.js';

/** What a ceremony is for. A rehearsal is any of these with mode PRACTICE: the same code, marked on every page and file. */
export const CEREMONY_KINDS = ['generate-and-wrap', 'generate-and-escrow', 'recover-from-escrow', 'destroy'] as const;
export type CeremonyKind = (typeof CEREMONY_KINDS)[number];

export const CEREMONY_MODES = ['PRACTICE', 'PRODUCTION'] as const;
export type CeremonyMode = (typeof CEREMONY_MODES)[number];

/** One line for people: no control characters, nothing a page could not print. */
const line = (most: number) =>
  z
    .string()
    .min(1, 'It may not be empty.')
    .max(most, `It may have ${most} characters at most.`)
    // Written for JSON Schema too: the engines of other programs know no \p{Cc} without a flag.
    .regex(/^[^\u0000-\u001f\u007f-\u009f]*$/, 'Control characters and line breaks are not allowed.')
    .regex(/^\S(?:.*\S)?$/, 'It may not begin or end with a space.');

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 is 64 lower-case hexadecimal digits.');

const person = z.strictObject({
  name: line(100),
  role: z.enum(CEREMONY_ROLES),
  organisation: line(100).exactOptional(),
  /**
   * Public key by which somebody from outside signs the record: of Ed25519 in hex, or a PEM. Identities of the workstation need
   * none.
   */
  key: z
    .string()
    .max(1200)
    .regex(
      /^(?:[0-9a-f]{64}|-----BEGIN PUBLIC KEY-----\n(?:[A-Za-z0-9+/=]{1,64}\n)+-----END PUBLIC KEY-----\n?)$/,
      'A signing key is 64 lower-case hexadecimal digits (Ed25519), or a public key in PEM (BEGIN PUBLIC KEY).',
    )
    .exactOptional(),
});

const keySpec = z.strictObject({
  /** Name of the Key Group, which is the key's name in the vault. */
  group: z.string().regex(KEY_NAME_PATTERN, { error: KEY_NAME_RULE }),
  type: z.enum(KEY_TYPE_NAMES),
  vault: z.string().regex(VAULT_NAME_PATTERN, { error: VAULT_NAME_RULE }),
  usages: z.array(z.enum(KEY_USAGES)).min(1).exactOptional(),
  /** Becomes `exp` of the Azure version, counted from the upload. */
  validFor: z
    .string()
    .refine((text) => parsePeriod(text).ok, 'A period is a number and a unit, e.g. 365d.')
    .exactOptional(),
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hex: which key is destroyed or recovered. */
  spkiSha256: sha256.exactOptional(),
});

const step = z.strictObject({
  kind: z.enum(STEP_KINDS),
  /** Whose hand does it. */
  actor: z.enum(CEREMONY_ROLES),
  text: line(1000),
  /** What everybody should see; absent: the program says it. */
  expected: line(500).exactOptional(),
  /** The group of the key it is about, for kinds that are about one key. */
  group: z.string().regex(KEY_NAME_PATTERN, { error: KEY_NAME_RULE }).exactOptional(),
  /** For read-aloud: what is read. Absent: the key where a group is named, else the KEK. */
  subject: z.enum(READ_ALOUD_SUBJECTS).exactOptional(),
  /** For share-test: whose share. */
  holder: line(100).exactOptional(),
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The one file that drives script, rehearsal, run, record and report. An unknown member is an error. */
export const ceremonyPlan = z.strictObject({
  format: z.literal('keyferry-ceremony-plan-1'),
  /** Names the ceremony in every file it makes: `2027-sql-tde`. */
  id: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{1,58})[a-z0-9]$/, 'An id has 3 to 60 small letters, digits and hyphens.'),
  kind: z.enum(CEREMONY_KINDS),
  mode: z.enum(CEREMONY_MODES),
  purpose: line(500),
  place: line(200),
  /** Day it is planned for, `2027-03-01`. */
  date: z.iso.date('A date is written 2027-03-01.'),
  /** When people meet, on the clock of the place. */
  time: z
    .string()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'A time is written 09:30.')
    .exactOptional(),
  /** Which clock that is, by its name in the IANA list. */
  timeZone: z.string().refine(isTimeZone, 'A time zone is written Europe/Zurich, or UTC.').exactOptional(),
  people: z.array(person).min(1, 'At least one is needed.').max(40),
  keys: z.array(keySpec).min(1, 'At least one is needed.').max(100),
  /** The KEK that the keys are wrapped under; for kinds that wrap. */
  kek: z
    .strictObject({
      vault: z.string().regex(VAULT_NAME_PATTERN, { error: VAULT_NAME_RULE }),
      /** What is known of it before: both are read aloud and compared in any case. */
      kid: z.url().exactOptional(),
      spkiSha256: sha256.exactOptional(),
    })
    .exactOptional(),
  /** Shares k of n; for kinds that escrow or recover. */
  escrow: z
    .strictObject({
      threshold: z.number().int().min(2, 'At least 2 are needed.').max(16, '16 at most.'),
      /** Names of people of the plan, one share each. */
      holders: z.array(line(100)).min(2, 'At least two are needed.').max(16, '16 at most.'),
    })
    .exactOptional(),
  /** recover-from-escrow: bring the key back, or only prove that it could be. */
  recovery: z.enum(['bring-back', 'prove-only']).exactOptional(),
  /** The application on the machine: compared in the step self-hash (`keyferry ceremony self-hash` on another machine). */
  application: z.strictObject({ version: line(40), sha256 }).exactOptional(),
  /** What has to lie on the table: machine, boot media, USB sticks, tamper bags with their numbers. */
  materials: z
    .array(z.strictObject({ what: line(200), mark: line(100).exactOptional() }))
    .max(60)
    .exactOptional(),
  /** Absent: the default script of the kind. */
  steps: z.array(step).min(1).max(300).exactOptional(),
});
export type CeremonyPlan = z.infer<typeof ceremonyPlan>;
export type CeremonyPerson = CeremonyPlan['people'][number];
export type CeremonyKeySpec = CeremonyPlan['keys'][number];
export type PlannedStep = z.infer<typeof step>;
