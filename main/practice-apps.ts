import { randomBytes, randomUUID } from 'node:crypto';
import type { Credential } from '../shared/domain/credential.js';
import { fail, ok, type Result } from '../shared/result.js';
import type { PracticeAccess } from './practice.js';
import type { AdminCall, PracticeOverview } from './practice-vault/index.js';

/** What Azure would show on the App Registration's pages. */
export interface PracticeApp {
  readonly tenantId: string;
  readonly clientId: string;
  readonly secret: string;
}

/** Asks the practice vault for something. Code `practice-unreachable`. */
export async function askPractice(access: PracticeAccess, call: AdminCall): Promise<Result<PracticeOverview>> {
  if (!access.servedBy) return ok(await access.admin(call));
  try {
    return ok(await access.admin(call));
  } catch {
    const { pid, port } = access.servedBy;
    return fail('practice-unreachable', `The served practice vault (process ${pid}, port ${port}) does not answer.`, {
      advice: 'End that process and serve it again: keyferry practice-vault serve.',
    });
  }
}

/**
 * An App Registration for the practice vault, made up here. All of a data folder are of one tenant, as in a company,
 * so that they can share a vault. Code `practice-unreachable`.
 */
export async function inventApp(
  access: PracticeAccess,
  given: { readonly tenantId?: string; readonly clientId?: string; readonly secret?: string } = {},
): Promise<Result<PracticeApp>> {
  const overview = await askPractice(access, { call: 'overview' });
  if (!overview.ok) return overview;
  return ok({
    tenantId: given.tenantId ?? overview.value.apps[0]?.tenantId ?? randomUUID(),
    clientId: given.clientId ?? randomUUID(),
    secret: given.secret ?? `practice~${randomBytes(24).toString('base64url')}`,
  });
}

/** Makes the practice service know an app and its secret. */
export async function registerApp(access: PracticeAccess, app: PracticeApp): Promise<Result<void>> {
  const { tenantId, clientId, secret } = app;
  const done = await askPractice(access, { call: 'register-app', tenantId, clientId, clientSecret: secret });
  return done.ok ? ok(undefined) : done;
}

/** Makes sure that a practice vault is there in which this credential may do what the guide asks for. */
export async function ensurePracticeVault(
  access: PracticeAccess,
  { tenantId, clientId }: Pick<Credential, 'tenantId' | 'clientId'>,
  vault: string,
): Promise<Result<void>> {
  const done = await askPractice(access, { call: 'ensure-vault', name: vault, tenantId, clientId });
  return done.ok ? ok(undefined) : done;
}
