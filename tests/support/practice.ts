import { ClientSecretCredential } from '@azure/identity';
import { KeyClient } from '@azure/keyvault-keys';
import type { KeyTypeName } from '../../shared/azure/key-types.js';
import {
  localAdmin,
  memoryStorage,
  practiceHttpClient,
  PracticeService,
  type PracticeAdmin,
  type PracticeStorage,
} from '../../main/practice-vault/index.js';
import type { Clock } from '../../main/clock/clock.js';
import { fixtureKek, fixtureKey } from './fixture-keys.js';
import { VirtualClock } from './virtual-clock.js';

export const TENANT = '11111111-1111-4111-8111-111111111111';
export const CLIENT = '22222222-2222-4222-8222-222222222222';
/** TEST MATERIAL: no secret of anybody. */
export const SECRET = 'practice~secret-for-tests-only-0000000000';
export const VAULT = 'contoso';

export interface Practice {
  readonly service: PracticeService;
  readonly admin: PracticeAdmin;
  readonly clock: VirtualClock;
}

/** KEKs from fixtures: RSA generation would make every test wait. */
export function fixedKeyPair(type: KeyTypeName): Promise<{ pkcs8: Uint8Array; spki: Uint8Array }> {
  const bits = type === 'rsa-2048' ? 2048 : type === 'rsa-3072' ? 3072 : type === 'rsa-4096' ? 4096 : undefined;
  return Promise.resolve(bits ? fixtureKek(bits) : fixtureKey(type));
}

/** A practice service with one app and one Premium vault, on a virtual clock. */
export async function makePractice(
  options: { readonly storage?: PracticeStorage; readonly clock?: VirtualClock } = {},
): Promise<Practice> {
  const clock = options.clock ?? new VirtualClock();
  const service = new PracticeService({
    clock,
    storage: options.storage ?? memoryStorage(),
    makeKeyPair: fixedKeyPair,
  });
  const admin = localAdmin(service);
  await admin({ call: 'register-app', tenantId: TENANT, clientId: CLIENT, clientSecret: SECRET });
  await admin({ call: 'ensure-vault', name: VAULT, tenantId: TENANT, clientId: CLIENT });
  return { service, admin, clock };
}

/** The unmodified SDKs against a practice service, in process. */
export function sdk(
  service: PracticeService,
  change: { tenant?: string; client?: string; secret?: string; vault?: string } = {},
) {
  const httpClient = practiceHttpClient(service);
  const credential = new ClientSecretCredential(
    change.tenant ?? TENANT,
    change.client ?? CLIENT,
    change.secret ?? SECRET,
    {
      authorityHost: 'https://login.localhost',
      disableInstanceDiscovery: true,
      httpClient,
      retryOptions: { maxRetries: 0 },
    },
  );
  const url = `https://${change.vault ?? VAULT}.vault.localhost`;
  return new KeyClient(url, credential, { httpClient, retryOptions: { maxRetries: 0 } });
}

/** What a virtual clock and the machine's own clock have in common. */
export type AnyClock = Clock;
