import { LOGINS, must } from './stations.mjs';
import { VirtualTime } from './virtual-time.mjs';

const TENANT = '11111111-1111-4111-8111-111111111111';
const CLIENT = '22222222-2222-4222-8222-222222222222';
/** TEST MATERIAL: no secret of anybody. */
const SECRET = 'practice~secret-for-the-bench-only-000000000';
const VAULT = 'contoso';

/**
 * A workstation and the practice vault it pushes into, with the service's real limits, on a clock that jumps: what is
 * measured is how many requests there were and how long they took by the vault's time.
 */
export async function stationWithVault(folder) {
  const { PracticeService, localAdmin, memoryStorage, practiceHttpClient } =
    await import('../../../dist/main/practice-vault/index.js');
  const { generateKeyPair } = await import('../../../dist/main/crypto/index.js');
  const { initWorkstation, openWorkstation } = await import('../../../dist/main/workstation.js');
  const clock = new VirtualTime();
  const keks = new Map();
  // The vault's own key making is not what is measured.
  const makeKeyPair = (type) => {
    if (!keks.has(type)) keks.set(type, generateKeyPair(type));
    return keks.get(type).then(({ pkcs8, spki }) => ({ pkcs8: Uint8Array.from(pkcs8), spki }));
  };
  const service = new PracticeService({ clock, storage: memoryStorage(), makeKeyPair });
  const admin = localAdmin(service);
  await admin({ call: 'register-app', tenantId: TENANT, clientId: CLIENT, clientSecret: SECRET });
  await admin({ call: 'ensure-vault', name: VAULT, tenantId: TENANT, clientId: CLIENT });
  const options = {
    clock,
    scrypt: { N: 1024, r: 8, p: 1 },
    preferSecretsIn: 'sealed-store',
    practice: { httpClient: practiceHttpClient(service), admin },
  };
  must(await initWorkstation(folder, LOGINS, options));
  const workstation = must(await openWorkstation(folder, LOGINS, options));
  must(workstation.settings.set('designated-device', 'on'));
  must(workstation.settings.set('kek-size', '2048'));
  const fields = { name: 'bench', cloud: 'practice', tenantId: TENANT, clientId: CLIENT };
  must(await workstation.credentials.add(fields, SECRET));
  return { workstation, clock, service, admin };
}

/** A group with that many keys that were never pushed. */
export async function groupWithKeys({ workstation }, name, keys) {
  const { groups, keys: books } = workstation.keyManagement;
  const group = must(groups.create({ name, vault: VAULT, credential: 'bench', keyType: 'p-256' }));
  for (let number = 0; number < keys; number += 1) must(await books.create(group));
  return group;
}

/** The job that pushes all of a group's keys; throws unless every one of them is in the vault, once, and is ours. */
export async function pushAll({ workstation, admin }, group, keys) {
  const job = must(await workstation.keyManagement.cloud.synchronize(group, []));
  const { vaults } = await admin({ call: 'overview' });
  const held = vaults[0]?.keys.find((key) => key.name === group.name)?.versions ?? [];
  const ours = new Set(workstation.keyManagement.keys.list(group).map((key) => key.spkiSha256));
  const inVault = new Set(held.map((version) => version.spkiSha256));
  if (
    job.state !== 'succeeded' ||
    held.length !== keys ||
    inVault.size !== keys ||
    [...inVault].some((one) => !ours.has(one))
  )
    throw new Error(`Of ${keys} keys ${held.length} versions are in the vault; the job ${job.state}.`);
  return job;
}
