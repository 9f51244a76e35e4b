import type { HttpClient } from '@azure/core-rest-pipeline';
import { ClientSecretCredential, type TokenCredential } from '@azure/identity';
import { KeyClient } from '@azure/keyvault-keys';
import { CLOUDS } from '../../shared/azure/clouds.js';
import { ok, type Result } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';
import type { EndpointStates } from './endpoint-states.js';
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
  /** How long one answer may take, milliseconds; a minute unless said otherwise. */
  readonly patienceMs?: number;
  /** Hears which hosts answer and which do not. */
  readonly endpoints?: EndpointStates;
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
    patienceMs: parts.patienceMs,
    endpoints: parts.endpoints,
  });
  const common = { httpClient: recorder, retryOptions: { maxRetries: 0 }, redirectOptions: { maxRetries: 0 } };
  const credential = new ClientSecretCredential(target.tenantId, target.clientId, target.clientSecret, {
    ...common,
    authorityHost: `https://${authorityHost}`,
    // The practice authority is unknown to Microsoft's instance discovery; the real ones are checked there.
    disableInstanceDiscovery: target.cloud === 'practice',
  });
  const keys = new KeyClient(url, forVaultsOnly(credential, target.cloud), common);
  return ok({ address: address.value, recorder, credential, keys });
}

/**
 * The vault's challenge names the resource that a token is asked for, and the SDK takes any that the vault's name ends in.
 * Tokens are asked for vaults of this cloud, and for nothing else.
 */
function forVaultsOnly(credential: TokenCredential, cloud: VaultTarget['cloud']): TokenCredential {
  const wanted = vaultScope(cloud);
  return {
    getToken: (scopes, options) => {
      const asked = [scopes].flat();
      if (asked.length === 1 && asked[0] === wanted) return credential.getToken(wanted, options);
      throw new Error(`The challenge asks for a token of another resource than ${wanted}.`);
    },
  };
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
