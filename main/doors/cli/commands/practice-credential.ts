import { randomBytes, randomUUID } from 'node:crypto';
import type { Credential } from '../../../../shared/domain/credential.js';
import { ok, type Result } from '../../../../shared/result.js';
import type { Workstation } from '../../../workstation.js';
import { askPractice } from '../practice-access.js';

/** What Azure would show on the App Registration's pages. */
export interface PracticeApp {
  readonly tenantId: string;
  readonly clientId: string;
  readonly secret: string;
}

/**
 * An App Registration for the practice vault, made up here. All of a data folder are of one tenant, as in a company,
 * so that they can share a vault. Code `practice-unreachable`.
 */
export async function inventApp(
  workstation: Workstation,
  given: { readonly tenantId?: string; readonly clientId?: string; readonly secret?: string },
): Promise<Result<PracticeApp>> {
  const access = workstation.practice();
  if (!access.ok) return access;
  const overview = await askPractice(access.value, { call: 'overview' });
  if (!overview.ok) return overview;
  return ok({
    tenantId: given.tenantId ?? overview.value.apps[0]?.tenantId ?? randomUUID(),
    clientId: given.clientId ?? randomUUID(),
    secret: given.secret ?? `practice~${randomBytes(24).toString('base64url')}`,
  });
}

/** Makes the practice service know an app and its secret. */
export async function registerApp(workstation: Workstation, app: PracticeApp): Promise<Result<void>> {
  const access = workstation.practice();
  if (!access.ok) return access;
  const { tenantId, clientId, secret } = app;
  const done = await askPractice(access.value, { call: 'register-app', tenantId, clientId, clientSecret: secret });
  return done.ok ? ok(undefined) : done;
}

/** Makes sure that a practice vault is there in which this credential may do what the guide asks for. */
export async function ensurePracticeVault(
  workstation: Workstation,
  credential: Credential,
  vault: string,
): Promise<Result<void>> {
  const access = workstation.practice();
  if (!access.ok) return access;
  const { tenantId, clientId } = credential;
  const done = await askPractice(access.value, { call: 'ensure-vault', name: vault, tenantId, clientId });
  return done.ok ? ok(undefined) : done;
}
