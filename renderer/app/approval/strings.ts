/** A second administrator confirms. */
export const APPROVAL = {
  title: (what: string): string => `Confirm: ${what}`,
  lead: (askedBy: string): string =>
    `${askedBy} asks for this. It takes a second administrator: somebody else, who has read what stands here.`,
  what: 'What will be done',
  asked: 'Act',
  askedBy: 'Asked for by',
  until: 'Can be confirmed until',
  who: 'Second administrator',
  whoHelp: (askedBy: string): string => `Not ${askedBy}: nobody confirms what they asked for themselves.`,
  choose: 'Choose who',
  passphrase: 'Passphrase of the second administrator',
  passphraseHelp: 'It is tried now and kept nowhere.',
  justification: 'Justification of the second administrator',
  justificationHelp: 'Why this is right. It stands in the log beside both names.',
  confirm: 'Confirm',
  decline: 'Decline',
  close: 'Close',
  missing: { who: 'Second administrator', passphrase: 'Passphrase', justification: 'Justification' },
  fingerprint: 'fingerprint',
} as const;
