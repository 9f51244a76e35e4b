/** Seconds and counts the service sets: https://learn.microsoft.com/azure/key-vault/general/service-limits */
export const LIMITS = {
  /** HSM key creates and imports per vault share this class (byok.md, "What bites" 3). */
  hsmWrites: { count: 10, windowMs: 10_000 },
  /** All other transactions on HSM keys; the tightest published figure (RSA-3072 and up: 250 to 500) is far above what we send. */
  otherCalls: { count: 1000, windowMs: 10_000 },
  versionsPerPage: 25,
  /** Above this number of versions Azure's own backup of the key fails. */
  versionsForBackup: 500,
  tagsPerKey: 15,
  tagLength: 256,
  softDeleteRetentionDays: { least: 7, most: 90 },
} as const;
