import { createHttpHeaders, createPipelineRequest, RestError } from '@azure/core-rest-pipeline';
import { randomBytes } from 'node:crypto';
import { ok, type Failure } from '../../shared/result.js';
import { makeTransferBlob, generateKeyPair, overwrite } from '../crypto/index.js';
import { outcomeOf, tenantFailure } from './calls.js';
import { makeClients, vaultScope, type Clients, type ConnectionParts } from './connect.js';
import { KeyVaultConnection } from './key-vault-connection.js';
import { networkFailure } from './network-errors.js';
import { CheckList } from './preflight-checks.js';
import type { Kek, KeyVersionProperties, PreflightCheck, VaultTarget } from './types.js';

/** The KEK of a pre-flight is of no use after this. */
const KEK_LIFE_MS = 3_600_000;
const THROW_AWAY = /^keyferry-pre-flight-[0-9a-f]{16}$/;
/** Beyond this, tokens are refused as not yet or no longer valid. */
const MOST_SKEW_MS = 300_000;
/** After these a KEK may be in the vault all the same. */
const MAY_BE_MADE = new Set([
  'push-unclear',
  'cancelled',
  'kek-unexpected',
  'odd-answer',
  'no-answer',
  'service-failed',
]);
const NOTED_SKEW_MS = 30_000;
const API_VERSION = '7.6';

/**
 * Checks everything a push needs, and says what to do about each that fails: name, TLS, token, tenant, the six
 * permissions, Premium, soft delete, clock. What must be done to be known is done with a throw-away KEK, which is
 * removed again. Nothing else is left in the vault.
 */
export async function runPreflight(
  target: VaultTarget,
  parts: ConnectionParts,
  signal?: AbortSignal,
): Promise<readonly PreflightCheck[]> {
  const list = new CheckList();
  const clients = makeClients(target, parts);
  if (!clients.ok) {
    list.failed('name-resolves', clients.failure);
    return list.all();
  }
  const tenant = await knock(clients.value, target, list);
  if (tenant === undefined) return list.all();
  if (!(await checkToken(clients.value, target, list, signal))) return list.all();
  checkTenant(tenant, target, list);
  if (list.has('tenant', 'failed')) return list.all();
  const connection = new KeyVaultConnection(target.vaultName, clients.value, parts);
  const there = await checkReading(connection, list, signal);
  if (list.has('get', 'failed') && list.firewallClosed) return list.all();
  await checkWriting(connection, target, parts, list, signal);
  const deleted = list.has('list', 'passed') ? await connection.listDeletedKeys(signal) : ok([]);
  await removeForgotten(connection, [...there, ...(deleted.ok ? deleted.value : [])], parts.clock.now());
  return list.all();
}

/** One request without a token: does the name resolve, is the certificate trusted, whose vault is it, what time is it there? */
async function knock(clients: Clients, target: VaultTarget, list: CheckList): Promise<string | undefined> {
  const { host, url } = clients.address;
  const request = createPipelineRequest({
    url: `${url}/keys/keyferry-pre-flight?api-version=${API_VERSION}`,
    method: 'GET',
    headers: createHttpHeaders({ accept: 'application/json' }),
  });
  try {
    const answer = await clients.recorder.sendRequest(request);
    list.passed('name-resolves', `${host} answers.`);
    list.passed('tls', 'The certificate is trusted.');
    checkClock(clients, list);
    const challenge = answer.headers.get('www-authenticate') ?? '';
    const tenant = /authorization(?:_uri)?="https:\/\/[^/"]+\/([0-9a-f-]{36})/i.exec(challenge)?.[1];
    if (tenant) return tenant;
    if (answer.status === 404)
      list.failed('name-resolves', {
        code: 'name-not-found',
        message: `There is no vault ${target.vaultName} at ${host}.`,
        advice: 'Check the vault name and the cloud of the credential.',
      });
    else list.failed('token', tenantFailure(`status ${answer.status}, no challenge`, { vault: target.vaultName }));
    return undefined;
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    const failure = networkFailure(error.code ?? 'unknown', error.message, host);
    if (failure.code !== 'name-not-found') list.passed('name-resolves', `${host} resolves.`);
    list.failed(failure.code === 'name-not-found' ? 'name-resolves' : 'tls', failure);
    return undefined;
  }
}

function checkClock(clients: Clients, list: CheckList): void {
  const date = clients.recorder.lastDate;
  if (!date) {
    list.notChecked('clock', 'The vault did not say what time it is.');
    return;
  }
  const skew = date.ours - date.theirs;
  const seconds = Math.round(Math.abs(skew) / 1000);
  const finding = `This workstation's clock is ${seconds} s ${skew > 0 ? 'ahead of' : 'behind'} the vault's.`;
  const advice = "Set this workstation's clock by a time server (NTP).";
  if (Math.abs(skew) > MOST_SKEW_MS) list.add({ id: 'clock', outcome: 'failed', finding, advice });
  else if (Math.abs(skew) > NOTED_SKEW_MS) list.add({ id: 'clock', outcome: 'warning', finding, advice });
  else list.passed('clock', finding);
}

async function checkToken(
  clients: Clients,
  target: VaultTarget,
  list: CheckList,
  signal?: AbortSignal,
): Promise<boolean> {
  try {
    await clients.credential.getToken(vaultScope(target.cloud), signal ? { abortSignal: signal } : {});
    list.passed('token', 'The token service gives a token for this credential.');
    return true;
  } catch (error) {
    const request = {
      host: clients.address.authorityHost,
      vault: target.vaultName,
      permission: 'Get',
      hsmWrite: false,
      signal,
    } as const;
    const outcome = outcomeOf(error, clients.recorder, request);
    if (outcome.kind !== 'done') list.failed('token', outcome.failure);
    return false;
  }
}

function checkTenant(tenant: string, target: VaultTarget, list: CheckList): void {
  if (tenant.toLowerCase() === target.tenantId.toLowerCase()) {
    list.passed('tenant', "The vault belongs to the credential's tenant.");
    return;
  }
  list.failed('tenant', tenantFailure(`tenant ${tenant}`, { vault: target.vaultName }));
}

/** Answers the keys of the vault, as far as they may be listed. */
async function checkReading(
  connection: KeyVaultConnection,
  list: CheckList,
  signal?: AbortSignal,
): Promise<readonly KeyVersionProperties[]> {
  const got = await connection.getKey('keyferry-pre-flight', undefined, signal);
  if (got.ok) list.passed('get', 'Allowed.');
  else list.failed('get', got.failure);
  if (list.firewallClosed) return [];
  const listed = await connection.listKeys(signal);
  if (listed.ok) list.passed('list', 'Allowed.');
  else list.failed('list', listed.failure);
  return listed.ok ? listed.value : [];
}

/** Throw-away KEKs of earlier pre-flights that were cut short: expired, so that none of another workstation is in use. */
async function removeForgotten(
  connection: KeyVaultConnection,
  there: readonly KeyVersionProperties[],
  now: number,
): Promise<void> {
  for (const { name, tags, expiresOn } of there) {
    const isOurs = THROW_AWAY.test(name) && tags['made-by'] === 'keyferry' && tags['purpose'] === 'pre-flight';
    if (isOurs && expiresOn !== undefined && expiresOn <= now) await connection.removeKey(name, { purge: true });
  }
}

async function checkWriting(
  connection: KeyVaultConnection,
  target: VaultTarget,
  parts: ConnectionParts,
  list: CheckList,
  signal?: AbortSignal,
): Promise<void> {
  const name = `keyferry-pre-flight-${randomBytes(8).toString('hex')}`;
  const expiresOn = parts.clock.now() + KEK_LIFE_MS;
  const kek = await connection.createKek(
    { name, bits: 2048, expiresOn, tags: { 'made-by': 'keyferry', purpose: 'pre-flight' } },
    signal,
  );
  if (!kek.ok) {
    noteCreateFailure(kek.failure, list);
    // An answer that cannot be made sense of says nothing of what was made.
    if (!MAY_BE_MADE.has(kek.failure.code)) return;
  } else {
    list.passed('create', 'Allowed.');
    list.passed('premium', 'The vault takes HSM-protected keys.');
    checkSoftDelete(kek.value, list);
    await checkImport(connection, target, kek.value, list, signal);
  }
  // Cleaning up is not cancelled: a KEK left behind is worse than some seconds.
  await checkRemoval(connection, name, expiresOn, list);
}

function noteCreateFailure(failure: Failure, list: CheckList): void {
  if (failure.code === 'not-premium') {
    list.passed('create', 'Allowed.');
    list.failed('premium', failure);
  } else {
    list.failed('create', failure);
  }
}

function checkSoftDelete({ recoveryLevel }: Kek, list: CheckList): void {
  if (recoveryLevel.includes('Purgeable')) {
    list.passed('soft-delete', 'Soft delete is on, purge protection is off: KEKs are purged after use.');
  } else if (recoveryLevel.includes('Recoverable')) {
    list.passed(
      'soft-delete',
      'Soft delete and purge protection are on: KEKs are deleted after use, and Azure purges them after the retention period.',
    );
  } else {
    list.add({
      id: 'soft-delete',
      outcome: 'warning',
      finding: `The vault has no soft delete (recovery level "${recoveryLevel}").`,
      advice: 'Turn soft delete on: a deleted key cannot be brought back without it.',
    });
  }
}

/** A blob that cannot be unwrapped is refused as such only by a vault that would have let us import. */
async function checkImport(
  connection: KeyVaultConnection,
  target: VaultTarget,
  kek: Kek,
  list: CheckList,
  signal?: AbortSignal,
): Promise<void> {
  const pair = await generateKeyPair('p-256');
  const blob = makeTransferBlob({
    pkcs8: pair.pkcs8.subarray(0, 40),
    kek,
    generator: 'Keyferry pre-flight: not a key',
  });
  overwrite(pair.pkcs8);
  if (!blob.ok) {
    list.failed('import', blob.failure);
    return;
  }
  const sent = await connection.importKey(
    {
      keyName: `keyferry-pre-flight-${randomBytes(8).toString('hex')}`,
      keyType: 'p-256',
      usages: ['sign', 'verify'],
      blob: blob.value,
      spki: pair.spki,
      knownVersions: new Set(),
      tags: { 'made-by': 'keyferry', purpose: 'pre-flight' },
    },
    signal,
  );
  if (!sent.ok && sent.failure.code === 'bad-parameter') list.passed('import', 'Allowed.');
  else if (!sent.ok) list.failed('import', sent.failure);
  else
    list.add({
      id: 'import',
      outcome: 'failed',
      finding: `The vault ${target.vaultName} accepted a transfer blob that holds no key.`,
      advice: 'Do not push to this vault before somebody has looked at it.',
    });
}

async function checkRemoval(
  connection: KeyVaultConnection,
  name: string,
  expiresOn: number,
  list: CheckList,
): Promise<void> {
  const removed = await connection.removeKey(name, { purge: true });
  if (removed.ok) {
    if (removed.value.outcome === 'absent') return;
    list.passed('delete', 'Allowed.');
    if (removed.value.outcome === 'purged') list.passed('purge', 'Allowed.');
    else list.notChecked('purge', 'Purge protection is on: nothing can be purged, and nothing needs to be.');
    return;
  }
  const left = ` The throw-away KEK ${name} stays in the vault; it expires at ${new Date(expiresOn).toISOString()}.`;
  const purgeRefused = removed.failure.message.includes('"Purge"') || removed.failure.code === 'purge-protected';
  if (purgeRefused) list.passed('delete', 'Allowed.');
  const message = `${removed.failure.message}${left}`;
  list.failed(purgeRefused ? 'purge' : 'delete', { ...removed.failure, message });
}
