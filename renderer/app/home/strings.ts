const plural = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

/** Home. */
export const HOME = {
  title: 'Home',
  attention: 'What needs attention',
  calm: 'Nothing needs attention.',
  calmText:
    'No key is expired or about to, no rotation is overdue, no job failed, nothing has drifted as far as it was compared.',
  show: 'Show',
  showOf: (sentence: string): string => `Show: ${sentence}`,
  all: (count: number): string => `Show all ${count}`,
  fewer: 'Show fewer',
  severities: { error: 'Urgent', warning: 'Soon', info: 'Note' },
  timeline: 'Versions over time',
  timelineLead: 'Each bar is one version of the vault key: from its push until the next one took over or it expires.',
  timelineTable: 'The same as a table',
  timelineEmpty: 'No version has been pushed yet.',
  more: (count: number): string => `and ${plural(count, 'more group', 'more groups')} in Keys`,
  now: 'now',
  legend: { active: 'active version', older: 'older version', expiry: 'expires', rotation: 'next rotation' },
  expires: (text: string): string => `expires ${text}`,
  expired: (text: string): string => `expired ${text}`,
  noExpiry: 'no expiry',
  noActive: 'no active version',
  columns: { group: 'Group', key: 'Key', version: 'Version', pushed: 'Pushed', until: 'Until', state: 'State' },
  active: 'Active',
  older: 'Older version',
  lastJobs: 'Last jobs',
  noJobs: 'No job has run yet.',
  openJobs: 'All jobs',
  figures: { groups: 'Key Groups', keys: 'Keys', active: 'Active in the vault', neverPushed: 'Never pushed' },
  noCredential: {
    title: 'Next: a Cloud Credential',
    text: 'Keyferry needs an Azure App Registration to reach a vault, or the practice vault to try everything out.',
    action: 'Open Cloud Credentials',
  },
  noGroup: {
    title: 'Next: your first Key Group',
    text: 'A Key Group is one key name in one vault. Create it, make a key in it, then synchronize it. Nothing leaves this workstation before you do.',
    action: 'Open Keys',
  },
} as const;
