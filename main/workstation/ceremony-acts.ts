import { z } from 'zod';
import { CEREMONY_KINDS } from '../../shared/domain/ceremony/plan.js';
import { fail, ok, type Result } from '../../shared/result.js';
import type { ReadPlan } from '../ceremonies/index.js';
import type { UploadRequest } from '../ceremonies/online/upload.js';
import type { Act } from '../identity-management/index.js';
import type { Workstation } from './unlocked.js';

const line = (most: number) => z.string().min(1).max(most);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const beginCeremony = z.strictObject({
  act: z.literal('begin-ceremony'),
  ceremony: line(60),
  kind: z.enum(CEREMONY_KINDS),
  purpose: line(2000),
  /** `contoso/payroll, contoso/ledger` */
  keys: line(30_000),
  planSha256: sha256,
});
const uploadPackage = z.strictObject({
  act: z.literal('upload-package'),
  ceremony: line(60),
  keys: line(30_000),
  credential: line(127),
  packageSha256: sha256,
  removeKek: z.boolean(),
});
const removeKek = z.strictObject({ act: z.literal('remove-ceremony-kek'), name: line(300) });

/** What of ceremonies takes a second Administrator; never anything of a rehearsal. */
export const CEREMONY_ACTS = [beginCeremony, uploadPackage, removeKek] as const;
type CeremonyAct = z.infer<(typeof CEREMONY_ACTS)[number]>;

/** Beginning a PRODUCTION ceremony; resuming one was confirmed when it began. Codes of Ceremonies.wouldBegin. */
export function actOfBegin(
  { ceremonies }: Workstation,
  read: ReadPlan,
  folder: string,
): Result<CeremonyAct | undefined> {
  const begins = ceremonies.wouldBegin(read, folder);
  if (!begins.ok) return begins;
  const { plan } = read;
  if (!begins.value || plan.mode === 'PRACTICE') return ok(undefined);
  return ok({
    ...{ act: 'begin-ceremony', ceremony: plan.id, kind: plan.kind, purpose: plan.purpose, planSha256: read.sha256 },
    keys: plan.keys.map(({ vault, group }) => `${vault}/${group}`).join(', '),
  });
}

/** Uploading a PRODUCTION package that was not closed yet. What is refused anyway is refused, and logged, by the upload itself. */
export function actOfUpload({ ceremonyKeys }: Workstation, request: UploadRequest): CeremonyAct | undefined {
  const checked = ceremonyKeys.upload.check(request);
  if (!checked.ok) return undefined;
  const { file, closed } = checked.value;
  if (closed || file.mode === 'PRACTICE') return undefined;
  return {
    ...{ act: 'upload-package', ceremony: file.ceremony, credential: request.credential, packageSha256: file.sha256 },
    keys: file.keys.map(({ vault, group }) => `${vault}/${group}`).join(', '),
    removeKek: request.removeKek === true,
  };
}

/** Removing a KEK under which something can still be imported. Code `kek-not-found`. */
export function actOfRemoveKek({ ceremonyKeys, clock }: Workstation, name: string): Result<CeremonyAct | undefined> {
  const kek = ceremonyKeys.keks.find(name);
  if (!kek.ok) return kek;
  const { practice, expiresOn, state } = kek.value;
  const works = state === 'planned' || state === 'created';
  return ok(
    practice || !works || expiresOn <= clock.now() ? undefined : { act: 'remove-ceremony-kek', name: kek.value.name },
  );
}

/** The exact object, in words. Code `kek-not-found`. */
export function describeCeremonyAct({ ceremonyKeys }: Workstation, act: CeremonyAct): Result<Act> {
  switch (act.act) {
    case 'begin-ceremony':
      return ok({
        title: 'Begin a PRODUCTION ceremony',
        object: act.ceremony,
        lines: [
          { name: 'Ceremony', value: act.ceremony },
          { name: 'Kind', value: act.kind },
          { name: 'Purpose', value: act.purpose },
          { name: 'Keys', value: act.keys },
          { name: 'SHA-256 of the plan', value: act.planSha256 },
        ],
      });
    case 'upload-package':
      return ok({
        title: 'Upload the package of a PRODUCTION ceremony',
        object: act.ceremony,
        lines: [
          { name: 'Ceremony', value: act.ceremony },
          { name: 'Keys', value: act.keys },
          { name: 'Cloud Credential', value: act.credential },
          { name: 'SHA-256 of the package', value: act.packageSha256 },
          { name: 'KEK from elsewhere', value: act.removeKek ? 'removed afterwards' : 'left to those who made it' },
        ],
      });
    case 'remove-ceremony-kek': {
      const kek = ceremonyKeys.keks.find(act.name);
      if (!kek.ok) return kek;
      const { name, vault, ceremony, expiresOn } = kek.value;
      if (kek.value.state !== 'created' && kek.value.state !== 'planned')
        return fail('kek-gone', `The KEK ${name} was removed from the vault ${vault} already.`);
      return ok({
        title: 'Remove the KEK of a ceremony',
        object: `${vault}/${name}`,
        lines: [
          { name: 'KEK', value: name },
          { name: 'Vault', value: vault },
          { name: 'Ceremony', value: ceremony ?? 'any' },
          { name: 'Expires', value: new Date(expiresOn).toISOString() },
          { name: 'Afterwards', value: 'What was wrapped under it and not uploaded can never be imported.' },
        ],
      });
    }
  }
}
