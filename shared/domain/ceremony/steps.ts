/** Who stands in the room. The same person may not hold two shares, nor be leader and witness at once. */
export const CEREMONY_ROLES = ['leader', 'officer', 'witness', 'holder', 'auditor'] as const;
export type CeremonyRole = (typeof CEREMONY_ROLES)[number];

/** What a step is, for the program. */
export const STEP_KINDS = [
  /** Compare the machine's clock with another one. */
  'clock-check',
  /** No network interface but loopback is up; the record lists what was seen. */
  'network-off',
  /** The application's own hash is what the plan says it is, or what was computed elsewhere. */
  'self-hash',
  /** A person confirms by typing an exact word. */
  'confirm',
  /** A person types what is seen (serial, bag number, hash), and it is compared with `expected` where that is given. */
  'observe',
  /** The KEK package, or a KEK from elsewhere, is read and checked against the plan. */
  'read-kek',
  /** A value is read aloud and confirmed: the KEK's kid and fingerprint, a key's, the ceremony package's, or the plan's. */
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

/** What is read aloud; for a key the step names its group. */
export const READ_ALOUD_SUBJECTS = ['plan', 'kek', 'key', 'package'] as const;
export type ReadAloudSubject = (typeof READ_ALOUD_SUBJECTS)[number];

/** What a step is called above its text. */
export const STEP_TITLES: Readonly<Record<StepKind, string>> = {
  'clock-check': 'Compare the clock',
  'network-off': 'Check that the network is off',
  'self-hash': 'Check the application',
  confirm: 'Confirm',
  observe: 'Look and type what you see',
  'read-kek': 'Read the KEK',
  'read-aloud': 'Read aloud and compare',
  generate: 'Generate a key',
  wrap: 'Wrap a key under the KEK',
  split: 'Seal the keys and split the secret',
  'share-test': 'Test a share',
  recover: 'Recover from the shares',
  destroy: 'Destroy a key',
  export: 'Write the ceremony package',
  attest: 'Agree, or say why not',
};

/** Steps that only look: after an exception sheet the ceremony may go on without them. All others have to be done. */
export const CHECKING_STEPS: ReadonlySet<StepKind> = new Set<StepKind>([
  'clock-check',
  'network-off',
  'self-hash',
  'confirm',
  'observe',
  'read-aloud',
  'share-test',
]);
