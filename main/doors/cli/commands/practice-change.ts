import { GUID_PATTERN } from '../../../../shared/azure/names.js';
import { ok, type Result } from '../../../../shared/result.js';
import type { AdminCall, Permission, PracticeOverview } from '../../../practice-vault/index.js';
import type { Context } from '../context.js';
import { parseWhole, parseWords } from '../input/values.js';
import { done, wrongUsage, type Outcome } from '../outcome.js';
import { askPractice } from '../../../practice-apps.js';
import { openPracticeVault } from '../practice-access.js';
import { findVault, vaultText } from './practice-state.js';

export interface VaultOptions {
  readonly tier?: 'standard' | 'premium';
  readonly access?: 'policy' | 'rbac';
  readonly purgeProtection?: 'on' | 'off';
  readonly retention?: string;
  readonly tenant?: string;
  readonly permissions?: string;
  readonly client?: string;
}

type Change = Extract<AdminCall, { call: 'change-vault' }>['change'];

/** `practice-vault vault NAME`: changes it, and shows it as it is then. */
export async function changeVault(
  context: Context,
  [name = '']: readonly string[],
  options: VaultOptions,
): Promise<Outcome> {
  const change = changeOf(options);
  if (!change.ok) return change;
  if (options.client !== undefined && options.permissions === undefined)
    return wrongUsage('--client goes with --permissions.', 'Give both, or neither.');
  const access = await openPracticeVault(context);
  if (!access.ok) return access;
  const before = await askPractice(access.value, { call: 'overview' });
  if (!before.ok) return before;
  const vault = findVault(before.value, name);
  if (!vault.ok) return vault;
  const calls: AdminCall[] = [];
  if (Object.keys(change.value).length > 0) calls.push({ call: 'change-vault', name, change: change.value });
  if (options.permissions !== undefined) {
    const grant = await grantOf(vault.value, options.permissions, options.client);
    if (!grant.ok) return grant;
    calls.push(grant.value);
  }
  let overview = before.value;
  for (const call of calls) {
    const changed = await askPractice(access.value, call);
    if (!changed.ok) return changed;
    overview = changed.value;
  }
  const after = findVault(overview, name);
  return after.ok ? done({ vault: after.value }, vaultText(after.value)) : after;
}

function changeOf(options: VaultOptions): Result<Change> {
  const days = options.retention === undefined ? undefined : parseWhole(options.retention, '--retention', 7, 90);
  if (days && !days.ok) return days;
  if (options.tenant !== undefined && !GUID_PATTERN.test(options.tenant))
    return wrongUsage('--tenant takes an id of the form 00000000-0000-0000-0000-000000000000.');
  return ok({
    ...(options.tier === undefined ? {} : { tier: options.tier }),
    ...(options.access === undefined ? {} : { model: options.access === 'rbac' ? 'rbac' : 'access-policy' }),
    ...(options.purgeProtection === undefined ? {} : { purgeProtection: options.purgeProtection === 'on' }),
    ...(days === undefined ? {} : { retentionDays: days.value }),
    ...(options.tenant === undefined ? {} : { tenantId: options.tenant }),
  });
}

async function grantOf(
  vault: PracticeOverview['vaults'][number],
  words: string,
  client: string | undefined,
): Promise<Result<AdminCall>> {
  const { PERMISSIONS } = await import('../../../practice-vault/index.js');
  const permissions: Permission[] = [];
  const wanted = words === 'all' ? PERMISSIONS : words === 'none' ? [] : parseWords(words.toLowerCase());
  for (const word of wanted) {
    const known = PERMISSIONS.find((permission) => permission === word);
    if (!known)
      return wrongUsage(
        `"${word}" is no key permission.`,
        `There are ${PERMISSIONS.join(', ')}; or write all or none.`,
      );
    permissions.push(known);
  }
  if (words.trim() === '') return wrongUsage('--permissions is empty.', `Write ${PERMISSIONS.join(',')}, all or none.`);
  const apps = Object.keys(vault.grants);
  const clientId = client ?? (apps.length === 1 ? apps[0] : undefined);
  if (clientId === undefined || !GUID_PATTERN.test(clientId)) {
    return wrongUsage(
      client === undefined ? 'Whose permissions? Several apps have some.' : `"${client}" is no client ID.`,
      `Name the app: --client ${apps.join(' or ')}.`,
    );
  }
  return ok({ call: 'grant', name: vault.name, clientId, permissions });
}
