import type { HttpClient } from '@azure/core-rest-pipeline';
import { ClientSecretCredential } from '@azure/identity';
import { KeyClient } from '@azure/keyvault-keys';
import { CLOUDS } from '../../shared/azure/clouds.js';
import { ok, type Result } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';
import { KeyVaultConnection } from './key-vault-connection.js';
import type { Pacer } from './pacing.js';
import { Recorder } from './recorder.js';
import type { CallListener, VaultTarget } from './types.js';
import { vaultAddress, type VaultAddress } from './vault-address.js';

export interface ConnectionParts {
  readonly clock: Clock;
  /** One for the whole workstation. */
  readonly pacer: Pacer;
  readonly httpClient: HttpClient;
  readonly listener: CallListener;
}

/** The SDK's clients for one target, with everything between them and the network. */
export interface Clients {
  readonly address: VaultAddress;
  readonly recorder: Recorder;
  readonly credential: ClientSecretCredential;
  readonly keys: KeyClient;
}

/**
 * Makes the SDK's own clients. Their retries are off: a repeated create or import would be a second version
 * (byok.md, "What bites" 1), so repeating is decided in calls.ts. Code `bad-vault-name`.
 */
export function makeClients(target: VaultTarget, parts: ConnectionParts): Result<Clients> {
  const address = vaultAddress(target.cloud, target.vaultName);
  if (!address.ok) return address;
  const { url, host, authorityHost } = address.value;
  const recorder = new Recorder({
    inner: parts.httpClient,
    clock: parts.clock,
    hosts: [host, authorityHost],
    listener: parts.listener,
  });
  const common = { httpClient: recorder, retryOptions: { maxRetries: 0 }, redirectOptions: { maxRetries: 0 } };
  const credential = new ClientSecretCredential(target.tenantId, target.clientId, target.clientSecret, {
    ...common,
    authorityHost: `https://${authorityHost}`,
    // The practice authority is unknown to Microsoft's instance discovery; the real ones are checked there.
    disableInstanceDiscovery: target.cloud === 'practice',
  });
  return ok({ address: address.value, recorder, credential, keys: new KeyClient(url, credential, common) });
}

/** Connects to a vault; nothing is sent yet. Code `bad-vault-name`. */
export function connectVault(target: VaultTarget, parts: ConnectionParts): Result<KeyVaultConnection> {
  const clients = makeClients(target, parts);
  return clients.ok ? ok(new KeyVaultConnection(target.vaultName, clients.value, parts)) : clients;
}

/** The scope of a token for vaults of a cloud. */
export function vaultScope(cloud: VaultTarget['cloud']): string {
  return `https://${CLOUDS[cloud].vaultSuffix}/.default`;
}
