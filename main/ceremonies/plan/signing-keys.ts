import type { CeremonyPlan } from '../../../shared/domain/ceremony/plan.js';
import { ok, type Result } from '../../../shared/result.js';
import { signingKeyOfPem } from '../../crypto/index.js';

/** The key of a person of the plan as records name it, in hex; undefined where the plan has none. Code `no-signing-key`. */
export function plannedKey({ key }: CeremonyPlan['people'][number]): Result<string | undefined> {
  if (!key?.startsWith('-')) return ok(key);
  const bytes = signingKeyOfPem(key);
  return bytes.ok ? ok(Buffer.from(bytes.value).toString('hex')) : bytes;
}
