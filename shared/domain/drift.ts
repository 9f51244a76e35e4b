/** How what the vault holds can differ from what this workstation holds. */
export const DRIFT_KINDS = [
  'only-local',
  'only-in-vault',
  'different-key',
  'different-attributes',
  'newer-version-not-ours',
  'missing',
  'disabled',
  'expired',
  'soft-deleted',
] as const;
export type DriftKind = (typeof DRIFT_KINDS)[number];

/** What can safely be done about a difference from here. */
export const MEND_ACTIONS = ['push', 'push-again', 'rotate', 'enable', 'recover', 'purge'] as const;
export type MendAction = (typeof MEND_ACTIONS)[number];
