import { fail, type Result } from '../../../../shared/result.js';
import type { KeyOverview, PracticeOverview } from '../../../practice-vault/index.js';
import type { Context } from '../context.js';
import { parseOnOff } from '../input/values.js';
import { done, type Outcome } from '../outcome.js';
import { askPractice } from '../../../practice-apps.js';
import { openPracticeVault, practiceVaultExists } from '../practice-access.js';
import { facts, table } from '../show/table.js';
import { count, shortId } from '../show/text.js';
import { day } from '../show/times.js';

type Vault = PracticeOverview['vaults'][number];

const NONE =
  'There is no PRACTICE vault yet. It comes with a practice credential:\n  keyferry credential add rehearsal --practice';

/** `practice-vault show [VAULT]`. */
export async function showPractice(context: Context, [name]: readonly string[]): Promise<Outcome> {
  if (!practiceVaultExists(context)) return done({ exists: false, served: null, vaults: [] }, NONE);
  const access = await openPracticeVault(context);
  if (!access.ok) return access;
  const overview = await askPractice(access.value, { call: 'overview' });
  if (!overview.ok) return overview;
  const { servedBy } = access.value;
  const chosen = name === undefined ? undefined : findVault(overview.value, name);
  if (chosen && !chosen.ok) return chosen;
  const vaults = chosen ? [chosen.value] : overview.value.vaults;
  const head = facts([
    ['PRACTICE vault', servedBy ? `served on 127.0.0.1:${servedBy.port} by process ${servedBy.pid}` : 'in process'],
    ['Apps', overview.value.apps.map((app) => app.clientId).join('\n') || 'none'],
    ['Throttling', limitsText(overview.value.limits)],
    ['Faults waiting', overview.value.faults.join('\n') || 'none'],
    ['Requests answered', requestsText(overview.value.requests)],
  ]);
  const empty = 'It has no vaults yet: each is made together with its first group (keyferry group create).';
  const text = vaults.length > 0 ? vaults.map(vaultText).join('\n\n\n') : empty;
  return done({ exists: true, served: servedBy ?? null, ...overview.value, vaults }, `${head}\n\n${text}`);
}

/** Code `vault-not-found`. */
export function findVault(overview: PracticeOverview, name: string): Result<Vault> {
  const found = overview.vaults.find((vault) => vault.name.toLowerCase() === name.toLowerCase());
  if (found) return { ok: true, value: found };
  const known = overview.vaults.map((vault) => vault.name).join(', ');
  return fail('vault-not-found', `There is no practice vault ${name}.`, {
    advice: known ? `There are ${known}.` : 'It is made together with its first group: keyferry group create.',
  });
}

/** A practice vault for people. */
export function vaultText(vault: Vault): string {
  const head = facts([
    ['Vault', `${vault.name} (PRACTICE)`],
    ['Tier', vault.tier],
    ['Access', vault.model === 'rbac' ? 'role assignments (RBAC)' : 'access policies'],
    ...Object.entries(vault.grants).map(([client, permissions]): [string, string] => [
      `App ${shortId(client)}`,
      permissions.join(', ') || 'no permission',
    ]),
    ['Purge protection', vault.purgeProtection ? 'on' : 'off'],
    ['Retention', count(vault.retentionDays, 'day')],
    ['Tenant', vault.tenantId],
  ]);
  if (vault.keys.length === 0) return `${head}\n\nIt holds no key.`;
  const rows = vault.keys.map((key) => [key.name, keyStateText(key), String(key.versions.length), currentText(key)]);
  return `${head}\n\n${table(['Key', 'State', 'Versions', 'Current version'], rows)}`;
}

function keyStateText(key: KeyOverview): string {
  const until = key.scheduledPurgeOn === undefined ? '' : ` until ${day(key.scheduledPurgeOn)}`;
  return `${key.state}${until}${key.kek ? ' (KEK)' : ''}`;
}

function currentText(key: KeyOverview): string {
  const current = key.versions.at(-1);
  if (!current) return '-';
  return `${shortId(current.id)}${current.enabled ? '' : ' (disabled)'}`;
}

function limitsText(limits: PracticeOverview['limits']): string {
  return limits ? `${limits.count} HSM writes in ${limits.windowMs / 1000} s per vault` : 'off';
}

/** By operation: "import 3, create 1". */
function requestsText(requests: PracticeOverview['requests']): string {
  return Object.entries(requests)
    .filter(([name]) => !name.includes(' '))
    .map(([name, number]) => `${name} ${number}`)
    .join(', ');
}

/** `practice-vault limits on|off`. */
export async function limits(context: Context, [state = '']: readonly string[]): Promise<Outcome> {
  const on = parseOnOff(state, 'limits');
  if (!on.ok) return on;
  const access = await openPracticeVault(context);
  if (!access.ok) return access;
  const wanted = on.value ? { count: 10, windowMs: 10_000 } : null;
  const changed = await askPractice(access.value, { call: 'limits', limits: wanted });
  return changed.ok
    ? done({ limits: changed.value.limits }, `PRACTICE: throttling is ${limitsText(changed.value.limits)}.`)
    : changed;
}

/** `practice-vault reset`: works on a state that cannot be read any more, too. */
export async function reset(context: Context): Promise<Outcome> {
  if (!practiceVaultExists(context)) return done({ reset: false }, NONE);
  const access = await openPracticeVault(context);
  if (access.ok) {
    const cleared = await askPractice(access.value, { call: 'reset' });
    if (!cleared.ok) return cleared;
  } else {
    const { folderStorage } = await import('../../../practice-vault/index.js');
    const { practiceFolder } = await import('../../../practice.js');
    folderStorage(practiceFolder(context.dataFolder)).clear();
  }
  return done(
    { reset: true },
    `PRACTICE vault emptied: vaults, keys, apps and faults are gone. What Keyferry keeps here is untouched:
a practice credential is registered again with: keyferry credential update NAME --practice
versions that are gone are noted with:          keyferry cloud-delete GROUP --confirm GROUP`,
  );
}
