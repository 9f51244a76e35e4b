/** Who stands in the room. The same person may not hold two shares, nor be leader and witness at once. */
export const CEREMONY_ROLES = ['leader', 'officer', 'witness', 'holder', 'auditor'] as const;
export type CeremonyRole = (typeof CEREMONY_ROLES)[number];

/** What a step is, for the program. */
export const STEP_KINDS = [
  /** Compare the machine's clock with another one. */
  'clock-check',
  /** No network interface but loopback is up; the record lists what was seen. */
  'network-off',
  /** The application's own hash is what the plan's page 1 says it is. */
  'self-hash',
  /** A person confirms by typing an exact word. */
  'confirm',
  /** A person types what is seen (serial, bag number, hash), and it is compared with `expected` where that is given. */
  'observe',
  /** The KEK package, or a KEK from elsewhere, is read and checked against the plan. */
  'read-kek',
  /** The KEK's kid and fingerprint, or a key's fingerprint and thumbprint, are read aloud and confirmed. */
  'read-aloud',
  /** A key is made. */
  'generate',
  /** A key is wrapped under the KEK: its .byok file is written. */
  'wrap',
  /** Keys are sealed under a random key, that is split k of n; sheets are written. */
  'split',
  /** A holder's sheet is tested without showing the secret. */
  'share-test',
  /** Shares are given until the secret is whole; the keys come back, or are only proved to. */
  'recover',
  /** A key's private half is destroyed on this workstation. */
  'destroy',
  /** The ceremony package is written. */
  'export',
  /** Everybody agrees, or not: "I do not agree" is a valid signature. */
  'attest',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];
