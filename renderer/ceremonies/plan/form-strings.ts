import type { CeremonyKind, CeremonyMode } from '../../../shared/domain/ceremony/plan.js';
import type { CeremonyRole, ReadAloudSubject } from '../../../shared/domain/ceremony/steps.js';

/** What each kind is for, where it is chosen. */
export const KIND_NOTES: Readonly<Record<CeremonyKind, string>> = {
  'generate-and-wrap': 'New keys are made and wrapped for a vault in Azure.',
  'generate-and-escrow': 'New keys are made and sealed; their secret is split among holders, on paper.',
  'recover-from-escrow': 'Holders bring keys back, or prove that they could.',
  destroy: 'Keys on the air-gapped workstation are destroyed.',
};

export const MODE_TITLES: Readonly<Record<CeremonyMode, string>> = {
  PRACTICE: 'PRACTICE: a rehearsal',
  PRODUCTION: 'PRODUCTION: the real thing',
};

export const ROLE_TITLES: Readonly<Record<CeremonyRole, string>> = {
  leader: 'Leader',
  officer: 'Officer',
  witness: 'Witness',
  holder: 'Holder',
  auditor: 'Auditor',
};

export const ROLE_NOTES: Readonly<Record<CeremonyRole, string>> = {
  leader: 'reads the script out; one person',
  officer: 'works at the machine',
  witness: 'compares, and signs',
  holder: 'takes a share home',
  auditor: 'looks on',
};

export const SUBJECT_TITLES: Readonly<Record<ReadAloudSubject, string>> = {
  plan: 'the plan',
  kek: 'the KEK',
  key: 'a key',
  package: 'the ceremony package',
};

export const NEW_PLAN = {
  title: 'New plan',
  kind: 'What the ceremony is for',
  mode: 'Rehearsal, or the real thing',
  practiceNote: 'The same steps, marked on every page and file. Rehearse first.',
  productionNote: 'Its keys go into use.',
  ok: 'Start the plan',
} as const;

export const LEAVE = {
  title: 'The plan is not saved',
  text: 'What was changed since it was last saved would be lost.',
  stay: 'Keep editing',
  discard: 'Discard the changes',
} as const;

export const LOST = {
  title: 'Comments in the text would be lost',
  text: 'They belong to what you are taking out of the plan, and go with it:',
  ok: 'Let them go',
  back: 'Take the change back',
} as const;

export const FORM = {
  tabs: 'The plan as',
  form: 'Form',
  text: 'Text',
  unreadable: 'The form cannot show this text',
  unreadableText: 'It says something that is no plan, or says it in a way that the form has no fields for.',
  toText: 'Mend it as text',
  reading: 'The plan is being read.',
  checking: 'The plan is being checked.',
  notReady: (count: number): string =>
    count === 1
      ? 'One thing has to be filled in or mended first.'
      : `${count} things have to be filled in or mended first.`,
  missing: (count: number): string =>
    count === 1 ? 'One field is to be filled in' : `${count} fields are to be filled in`,
  unsaved: 'Not saved',
  advice: (count: number): string =>
    count === 1 ? 'One thing is worth a thought' : `${count} things are worth a thought`,
  complete: 'The plan is complete',
  completeText: (steps: number): string => `${steps} steps. This is read aloud at the beginning:`,
  words: 'In words',
  add: {
    people: 'Add a person',
    keys: 'Add a key',
    materials: 'Add an item',
    steps: 'Add a step…',
  },
  up: (what: string): string => `Move ${what} up`,
  down: (what: string): string => `Move ${what} down`,
  remove: (what: string): string => `Remove ${what}`,
  edit: (what: string): string => `Edit ${what}`,
  takeOut: 'Take it out of the plan',
  misplaced: 'This does not belong to a ceremony of this kind.',
} as const;

/** The parts of the form, and what one row of them is called. */
export const PARTS = {
  facts: { title: 'Facts' },
  people: {
    title: 'People',
    row: 'Person',
    lead: 'Who is in the room. One person has one role; a leader and a witness are needed always.',
  },
  keys: { title: 'Keys', row: 'Key', lead: 'Each key belongs to a Key Group, whose name it also has in the vault.' },
  kek: {
    title: 'KEK package expected',
    lead: 'The KEK that the keys are wrapped under, as the online side told it on another way than the file.',
  },
  escrow: { title: 'Escrow', lead: 'Any so many of the holders bring the keys back. Each takes one share home.' },
  materials: {
    title: 'Materials',
    row: 'Item',
    lead: 'What lies on the table. The mark (serial number, bag number) is looked at and compared, each in a step of its own.',
  },
  application: {
    title: 'Application',
    lead: 'The Keyferry on the machine of the ceremony. Compute its hash on another machine (docs/ceremony-plan.md).',
  },
  steps: { title: 'Steps', row: 'Step' },
} as const;

/** Labels of the fields. */
export const FIELDS = {
  id: 'Id',
  kind: 'Kind',
  mode: 'Mode',
  purpose: 'Purpose',
  place: 'Place',
  date: 'Date',
  time: 'Time',
  timeZone: 'Time zone',
  name: 'Name',
  role: 'Role',
  organisation: 'Organisation',
  key: 'Signing key',
  group: 'Key Group',
  type: 'Type',
  vault: 'Vault',
  usages: 'Usages',
  validFor: 'Valid for',
  spkiSha256: 'SHA-256 of the public key',
  kid: 'kid',
  threshold: 'Shares needed',
  holders: 'Holders',
  recovery: 'The recovery is to',
  version: 'Version',
  sha256: 'SHA-256',
  what: 'What',
  mark: 'Mark',
  actor: 'Who does it',
  text: 'What is done',
  expected: 'What everybody should see',
  subject: 'What is read aloud',
  holder: 'Whose share',
} as const;

export const HELP = {
  id: 'Names the ceremony in every file: small letters, digits, hyphens.',
  purpose: 'One sentence for whoever reads the record in five years.',
  practice: (kind: string): string => `A rehearsal of: ${kind}. Nothing that is made in it may be used.`,
  date: 'A KEK package has to outlast it by a day.',
  onPaper: 'signs on paper',
  usages: 'None chosen: all that the type allows.',
  validFor: 'Empty: no end.',
  kekOptional: 'Optional. With a KEK the keys are wrapped too, and travel to the vault.',
  kekFingerprint: 'From whoever made the KEK package, by voice or on paper.',
  kid: 'Its full address in the vault.',
  spki: 'Which key it is; from the record of the ceremony that made it.',
  noHolders: 'Name people above first.',
  stepsDefault: 'The script of this kind. It follows what stands above.',
  stepsOwn: 'A script of your own. It no longer follows what stands above.',
  seen: 'Expected:',
  stepText: 'Is read out, and stands in the script and in the record.',
  stepExpected: 'Left empty, the program says it.',
} as const;

export const CHOICES = {
  bringBack: 'bring the keys back',
  proveOnly: 'only prove that they could be brought back',
  units: { d: 'days', w: 'weeks', m: 'months', y: 'years' },
  unitOf: 'Unit of the validity',
  back: 'Back to the default script…',
  backTitle: 'Back to the default script',
  backText: 'Your own steps are taken out of the plan; the script of the kind is used again.',
  backOk: 'Take my steps out',
  cancel: 'Cancel',
  ok: 'OK',
  stepTitle: (number: number): string => `Step ${number}`,
  newStep: 'New step',
  stepKind: 'What kind of step',
} as const;
