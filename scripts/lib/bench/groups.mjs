import { randomBytes, randomUUID } from 'node:crypto';
import { LOGINS, makeStation, must } from './stations.mjs';

const WEAK_SCRYPT = { scrypt: { N: 1024, r: 8, p: 1 }, preferSecretsIn: 'sealed-store' };
const GROUPS = 1000;
const KEYS_EACH = 10;

/** Opening with 1,000 groups and 10,000 keys, and what the window is told when one of them changes. */
export function groupFigures({ inFolder }) {
  return inFolder(async (folder) => {
    await makeStation(folder, { options: WEAK_SCRYPT });
    const { openWorkstation } = await import('../../../dist/main/workstation.js');
    const { GroupViews } = await import('../../../dist/main/ipc/views.js');
    const filling = must(await openWorkstation(folder, LOGINS, WEAK_SCRYPT));
    await fill(filling);
    filling.close();
    const [workstation, opened] = await timed(async () => must(await openWorkstation(folder, LOGINS, WEAK_SCRYPT)));
    try {
      const memory = process.memoryUsage.rss() / 1e6;
      const views = new GroupViews(workstation);
      const [all, first] = await timed(() => views.all());
      const keys = all.reduce((sum, { keyCount }) => sum + keyCount, 0);
      if (all.length !== GROUPS || keys !== GROUPS * KEYS_EACH)
        throw new Error('The groups of the bench are not there.');
      const times = [];
      for (const { id } of all.slice(0, 50)) {
        times.push((await timed(() => (views.forget([id]), views.all())))[1]);
      }
      const again = times.sort((a, b) => a - b)[25];
      const figure = (name, value, unit, rest = {}) => ({ group: 'groups', name, value, unit, ...rest });
      const goal = { kind: 'most', value: 2000 };
      return [
        figure('open a store of 1,000 groups and 10,000 keys', opened, 'ms', { goal }),
        figure('memory of the process after that (RSS)', memory, 'MB', { goal: { kind: 'most', value: 1024 } }),
        figure('views of all groups for the window, the first time', first, 'ms'),
        figure('views of all groups after one changed, p50', again, 'ms'),
      ];
    } finally {
      workstation.close();
    }
  });
}

/** Straight into the tables: keys that were really made would take an hour, and say nothing about opening. */
async function fill({ store, credentials, clock }) {
  const { putGroup } = await import('../../../dist/main/store/tables/groups.js');
  const { insertKey, putVersion } = await import('../../../dist/main/store/tables/keys.js');
  const [tenantId, clientId] = [randomUUID(), randomUUID()];
  const fields = { name: 'bench', cloud: 'public', tenantId, clientId };
  const { id: credentialId } = must(await credentials.add(fields, 'made-up~for-the-bench.0000000000000000000'));
  const createdAt = clock.now();
  for (let at = 0; at < GROUPS; at += 1) {
    const group = { id: randomUUID(), name: `group-${at}`, vault: `vault-${at % 20}`, credentialId, keyType: 'p-256' };
    store.commit((tx) => {
      putGroup(tx, { ...group, usages: ['sign', 'verify'], createdAt });
      for (let number = 0; number < KEYS_EACH; number += 1)
        addKey({ tx, insertKey, putVersion }, group, number, createdAt);
    });
  }
}

function addKey({ tx, insertKey, putVersion }, group, number, createdAt) {
  const hex = (bytes) => randomBytes(bytes).toString('hex');
  const key = {
    ...{ id: randomUUID(), groupId: group.id, name: `${group.name}-${number}`, keyType: 'p-256', source: 'software' },
    ...{ origin: 'random', spkiSha256: hex(32), thumbprint: randomBytes(32).toString('base64url'), createdAt },
  };
  insertKey(tx, key, randomBytes(91), randomBytes(260));
  const version = hex(16);
  const kid = `https://${group.vault}.vault.azure.net/keys/${group.name}/${version}`;
  const active = number === KEYS_EACH - 1;
  putVersion(tx, group.id, { keyId: key.id, version, kid, pushedAt: createdAt + number, state: 'live', active });
}

async function timed(work) {
  const start = performance.now();
  const value = await work();
  return [value, performance.now() - start];
}
