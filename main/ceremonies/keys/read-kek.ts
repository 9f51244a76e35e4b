import type { CeremonyMode, CeremonyPlan } from '../../../shared/domain/ceremony/plan.js';
import type { RecordFact } from '../../../shared/domain/ceremony/record.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import { fingerprints } from '../../crypto/index.js';
import { readKekElsewhere } from '../packages/kek-elsewhere.js';
import { bitsOf, readKekPackage, type ReadKekPackage } from '../packages/kek-package.js';
import { sha256 } from '../packages/signed-file.js';
import type { CeremonyKek } from '../work.js';

export interface KekWithFacts {
  readonly kek: CeremonyKek;
  readonly facts: readonly RecordFact[];
}

/** Reads a KEK of either origin and checks it against the plan as far as can be without the vault; see readKek. */
export function kekFromFile(
  plan: CeremonyPlan,
  file: Uint8Array,
  kid: string | undefined,
  now: number,
): Result<KekWithFacts> {
  const read = isKeyferrys(file) ? fromPackage(plan, file, kid) : fromElsewhere(file, kid);
  if (!read.ok) return read;
  const fits = checkAgainstPlan(plan, read.value.kek, now);
  if (!fits.ok) return fits;
  return ok({ kek: read.value.kek, facts: [...read.value.facts, { name: 'File SHA-256', value: sha256(file) }] });
}

/** A file that names a format of ours is read as one, and never as a mere key. */
function isKeyferrys(file: Uint8Array): boolean {
  return /"format"\s*:\s*"keyferry-/.test(Buffer.from(file.subarray(0, 64 * 1024)).toString('latin1'));
}

function fromPackage(plan: CeremonyPlan, file: Uint8Array, kid: string | undefined): Result<KekWithFacts> {
  const read = readKekPackage(file);
  if (!read.ok) return read;
  const found = read.value;
  if (kid !== undefined && kid !== found.kid)
    return refuse('kid-differs', `The KEK package is of ${found.kid}, and ${kid} was given.`);
  if (found.ceremony !== undefined && found.ceremony !== plan.id)
    return refuse('kek-other-ceremony', `The KEK was made for the ceremony ${found.ceremony}, and this is ${plan.id}.`);
  const kek: CeremonyKek = {
    kid: found.kid,
    spki: found.spki,
    spkiSha256: found.spkiSha256,
    vault: found.vault,
    expiresOn: Date.parse(found.expiresOn),
    practice: found.mode === 'PRACTICE',
    origin: 'package',
  };
  return ok({ kek, facts: [...factsOf(kek, found.thumbprint), ...packageFacts(found)] });
}

function fromElsewhere(file: Uint8Array, kid: string | undefined): Result<KekWithFacts> {
  const read = readKekElsewhere(file, kid);
  if (!read.ok) return read;
  const { spki, vault, practice, expiresOn, saysImport } = read.value;
  const prints = fingerprints(spki);
  if (!prints.ok) return prints;
  const kek: CeremonyKek = {
    kid: read.value.kid,
    spki,
    spkiSha256: prints.value.spkiSha256,
    vault,
    ...(expiresOn === undefined ? {} : { expiresOn }),
    practice,
    origin: 'elsewhere',
  };
  const says = saysImport ? 'import only' : 'not said: the vault is asked before the upload';
  return ok({ kek, facts: [...factsOf(kek, prints.value.thumbprint), { name: 'Key operations', value: says }] });
}

function factsOf(kek: CeremonyKek, thumbprint: string): RecordFact[] {
  const expires = kek.expiresOn === undefined ? 'not said' : new Date(kek.expiresOn).toISOString();
  return [
    { name: 'KEK', value: kek.kid },
    { name: 'KEK SPKI SHA-256', value: kek.spkiSha256 },
    { name: 'KEK RFC 7638', value: thumbprint },
    { name: 'Vault', value: kek.vault },
    { name: 'Bits', value: String(bitsOf(kek.spki) ?? 'unknown') },
    { name: 'Expires', value: expires },
    { name: 'Origin', value: kek.origin === 'package' ? 'KEK package' : 'another tool' },
  ];
}

function packageFacts({ workstation, madeAt, madeBy }: ReadKekPackage): RecordFact[] {
  return [
    { name: 'Signed by workstation', value: workstation.id },
    { name: 'Its key', value: workstation.key },
    { name: 'Made', value: `${madeAt} by ${madeBy}` },
  ];
}

function checkAgainstPlan(plan: CeremonyPlan, kek: CeremonyKek, now: number): Result<void> {
  if (bitsOf(kek.spki) === undefined) return refuse('bad-kek', 'The KEK is not an RSA key of 2048, 3072 or 4096 bits.');
  const mode = checkMode(plan.mode, kek.practice, 'The KEK');
  if (!mode.ok) return mode;
  const vaults = [plan.kek?.vault, ...plan.keys.map(({ vault }) => vault)].filter((vault) => vault !== undefined);
  const other = vaults.find((vault) => vault.toLowerCase() !== kek.vault.toLowerCase());
  if (other !== undefined)
    return refuse('kek-wrong-vault', `The KEK is of the vault ${kek.vault}; the plan names the vault ${other}.`);
  if (plan.kek?.kid !== undefined && plan.kek.kid !== kek.kid)
    return refuse('kek-other-kid', `The plan expects the KEK ${plan.kek.kid}; this is ${kek.kid}.`);
  if (plan.kek?.spkiSha256 !== undefined && plan.kek.spkiSha256 !== kek.spkiSha256)
    return refuse('kek-other-key', 'The KEK has another fingerprint than the one that stands in the plan.');
  if (kek.expiresOn !== undefined && kek.expiresOn <= now) {
    return fail('kek-expired', `The KEK expired on ${new Date(kek.expiresOn).toISOString()}.`, {
      advice: 'Check the clock of this machine; if it is right, make another KEK on the online workstation.',
    });
  }
  return ok(undefined);
}

/** Files of a rehearsal are refused by a production run, and the other way round. */
export function checkMode(mode: CeremonyMode, practice: boolean, what: string): Result<void> {
  if (practice === (mode === 'PRACTICE')) return ok(undefined);
  return practice
    ? refuse('practice-in-production', `${what} is of a rehearsal (PRACTICE), and this is PRODUCTION.`)
    : refuse('production-in-practice', `${what} is of PRODUCTION, and this is a rehearsal (PRACTICE).`);
}

function refuse(code: string, message: string): Result<never> {
  return fail(code, message, { advice: 'Nothing was taken over. Bring the file that belongs to this plan.' });
}
