import { checkPassphrase } from '../../identity-management/index.js';
import { chooseSecretStore, sealedSecretStore } from '../../keychain/index.js';
import { ok } from '../../../shared/result.js';
import type { Station } from '../station.js';
import type { Handlers } from '../types.js';

/** Identity Management, and the session itself. */
export const identityManagement: Handlers<'identityManagement'> = {
  session: (_nothing, { station }) => ok(station.view()),
  secretPlace: async (_nothing, { station }) => ok(await placeOfSecrets(station)),
  checkPassphrase: ({ name, passphrase }) => {
    const checked = checkPassphrase(passphrase, name);
    return ok(checked.ok ? {} : { reason: checked.failure.message });
  },
  firstStart: ({ administrators }, { station }) => station.firstStart(administrators),
  backupInfo: ({ file }, { station }) => station.backupInfo(file),
  restoreBackup: (request, { station }) => station.restoreBackup(request),
  logIn: ({ logins }, { station }) => station.logIn(logins),
  lock: (_nothing, { station }) => ok(station.lock()),
  reopen: (login, { station }) => station.reopen(login),
  seal: (_nothing, { station }) => station.seal(),

  snapshot: (_nothing, { rooms: { workstation } }) =>
    ok({ identities: workstation.identityViews(), credentials: workstation.credentials.list() }),

  changePassphrase: async (change, { rooms, station }) => {
    // The old passphrase is tried here too: no faster than at the login.
    const done = await station.checkLogin(() => rooms.workstation.changePassphrase(change));
    if (done.ok) rooms.announcer.identitiesChanged();
    return done;
  },

  addCredential: async ({ secret, ...fields }, { rooms }) => {
    const added = await rooms.workstation.credentials.add(fields, secret);
    if (added.ok) rooms.announcer.identitiesChanged();
    return added;
  },

  addPracticeCredential: async ({ name }, { rooms }) => {
    const added = await rooms.workstation.addPracticeCredential({ name });
    if (added.ok) rooms.announcer.identitiesChanged();
    return added;
  },

  updateCredential: async ({ id, ...change }, { rooms }) => {
    const { credentials } = rooms.workstation;
    const known = credentials.byId(id);
    if (!known.ok) return known;
    const updated = await credentials.update(known.value.name, change);
    if (updated.ok) rooms.announcer.identitiesChanged();
    return updated;
  },

  removeCredential: async ({ id }, { rooms }) => {
    const { credentials } = rooms.workstation;
    const known = credentials.byId(id);
    if (!known.ok) return known;
    const removed = await credentials.remove(known.value.name);
    if (!removed.ok) return removed;
    rooms.announcer.identitiesChanged();
    return ok(undefined);
  },

  testCredential: async ({ id, vault }, { rooms }) => {
    const { workstation, announcer } = rooms;
    const known = workstation.credentials.byId(id);
    if (!known.ok) return known;
    const ready = await workstation.ensurePracticeVault(known.value, vault);
    if (!ready.ok) return ready;
    const checks = await workstation.preflight(known.value, vault, rooms.jobs.sealing);
    announcer.identitiesChanged();
    return checks.ok ? ok(checks.value.map((check) => ({ ...check }))) : checks;
  },
};

/** Before the first start nothing is sealed yet: then only the OS keychain is tried out. */
async function placeOfSecrets({ rooms, options }: Station) {
  const { store, reason } = rooms
    ? await rooms.workstation.keychain.forNewSecrets()
    : await chooseSecretStore({
        sealed: sealedSecretStore({ key: new Uint8Array(32), table: NO_TABLE }),
        ...(options.preferSecretsIn ? { prefer: options.preferSecretsIn } : {}),
        ...(options.openKeytar ? { openKeytar: options.openKeytar } : {}),
      });
  return { kind: store.kind, sentence: `Client secrets are kept in ${store.describe()}. ${reason}` };
}

const NO_TABLE = { read: () => undefined, write: () => undefined, remove: () => false };
