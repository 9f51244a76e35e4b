import { z } from 'zod';
import { command, confirmed, query } from './define.js';
import { secretPlace } from './identity-management.js';
import { backupReceipt, filePath, moment, nothing } from './parts.js';

/** Everything Administration > Configuration shows. */
export const configuration = z.strictObject({
  settings: z.array(z.strictObject({ name: z.string(), value: z.string(), explains: z.string() })),
  secrets: secretPlace,
  /** What a firewall must let out, for the credentials and groups there are. */
  endpoints: z.array(z.strictObject({ host: z.string(), port: z.number().int(), why: z.string() })),
  /** Hosts that did not answer when they were last asked; the practice vault's among them. */
  unreachable: z.array(z.strictObject({ host: z.string(), since: moment, lastTried: moment, why: z.string() })),
  store: z.strictObject({
    sequence: z.number().int(),
    journalBytes: z.number().int(),
    snapshotBytes: z.number().int(),
  }),
  versions: z.array(z.strictObject({ name: z.string(), version: z.string() })),
});
export type ConfigurationView = z.infer<typeof configuration>;

export const administration = {
  calls: {
    snapshot: query('Auditor', nothing, configuration),
    /** Only the setting designated-device takes an approval. */
    set: confirmed(
      command(
        'Administrator',
        z.strictObject({ name: z.string().max(60), value: z.string().max(4096) }),
        configuration,
      ),
    ),
    /** The whole workstation in one sealed file, for another machine. */
    makeBackup: confirmed(
      command('Administrator', z.strictObject({ file: filePath, overwrite: z.boolean() }), backupReceipt),
    ),
  },
  push: configuration,
} as const;
