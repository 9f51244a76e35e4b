import {
  checkPassphrase,
  passphraseHint,
  type Login,
  type MadeRecovery,
  type Quorum,
} from '../../identity-management/index.js';
import { chooseSecretStore, sealedSecretStore } from '../../keychain/index.js';
import { ok, type Result } from '../../../shared/result.js';
import type { OpenRooms } from '../open-rooms.js';
import type { Station } from '../station.js';
import type { Handlers, Place } from '../types.js';
import { peopleView } from '../views.js';

/** Identity Management, and the session itself. */
export const identityManagement: Handlers<'identityManagement'> = {
  session: (_nothing, { station }) => ok(station.view()),
  secretPlace: async (_nothing, { station }) => ok(await placeOfSecrets(station)),
  checkPassphrase: ({ name, passphrase }) => {
    const checked = checkPassphrase(passphrase, name);
    const hint = passphraseHint(passphrase, name);
    return ok(checked.ok ? { hint } : { hint, reason: checked.failure.message });
  },
  firstStart: ({ administrators }, { station }) => station.firstStart(administrators),
  backupInfo: ({ file }, { station }) => station.backupInfo(file),
  restoreBackup: (request, { station }) => station.restoreBackup(request),
  logIn: ({ logins }, { station }) => station.logIn(logins),
  lock: (_nothing, { station }) => ok(station.lock()),
  reopen: (login, { station }) => station.reopen(login),
  seal: (_nothing, { station }) => station.seal(),

  stillHere: (_nothing, { station }) => {
    station.touch();
    return ok(undefined);
  },
  recover: (request, { station }) => station.recover(request),

  snapshot: (_nothing, { rooms: { workstation } }) => ok(peopleView(workstation)),

  addIdentity: ({ logins, justification, ...newcomer }, place) =>
    changed(place, ({ changes }) => changes.add(newcomer, quorumOf({ logins, justification }))),
  disableIdentity: ({ name, ...given }, place) =>
    changed(place, ({ changes }) => changes.disable(name, quorumOf(given))),
  enableIdentity: ({ name, ...given }, place) => changed(place, ({ changes }) => changes.enable(name, quorumOf(given))),
  changeRole: ({ name, role, ...given }, place) =>
    changed(place, ({ changes }) => changes.changeRole(name, role, quorumOf(given))),
  setThreshold: ({ threshold, ...quorum }, place) =>
    changed(place, ({ changes }) => changes.setThreshold(threshold, quorum)),

  approve: ({ requestId, login, justification }, { rooms, station }) =>
    station.checkLogin(() => rooms.workstation.people.approvals.approve(requestId, login, justification)),
  declineApproval: ({ requestId }, { rooms }) => rooms.workstation.people.approvals.decline(requestId),

  makeRecoveryShares: async ({ threshold, holders, folder, ...quorum }, place) => {
    // Printing loads slowly, and is asked for seldom.
    const { writeSheets } = await import('../../identity-management/recovery-sheet.js');
    const { workstationId } = place.rooms.workstation.identities;
    let files: readonly string[] = [];
    const print = async (shares: MadeRecovery): Promise<Result<void>> => {
      if (folder === undefined) return ok(undefined);
      const printed = await writeSheets(folder, shares, { workstationId, text: false });
      if (!printed.ok) return printed;
      files = printed.value;
      return ok(undefined);
    };
    const made = await changed(place, ({ recovery }) => recovery.make({ threshold, holders }, quorum, print));
    if (!made.ok) return made;
    const { sheets, ...view } = made.value;
    return ok({
      ...view,
      holders: [...view.holders],
      sheets: sheets.map((sheet) => ({ ...sheet })),
      files: [...files],
    });
  },
  testRecoveryShares: ({ shares }, { rooms }) => rooms.workstation.people.recovery.test(shares),

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

/** A change among the identities: as slow as a login after wrong passphrases, and told to the window. */
async function changed<T>(
  { rooms, station }: Place,
  change: (people: OpenRooms['workstation']['people']) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { workstation, announcer } = rooms;
  const done = await station.checkLogin(() => change(workstation.people));
  if (done.ok) {
    announcer.identitiesChanged();
    station.tellSession();
  }
  return done;
}

function quorumOf(given: {
  readonly logins?: readonly Login[] | undefined;
  readonly justification?: string | undefined;
}): Quorum | undefined {
  const { logins, justification } = given;
  return logins && justification !== undefined ? { logins, justification } : undefined;
}
