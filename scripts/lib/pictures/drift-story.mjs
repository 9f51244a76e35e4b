import { generateKeyPairSync } from 'node:crypto';
import { firstStart, somebodyElse } from './story.mjs';
import { ADMINS, DAY_MS } from './station.mjs';

const VAULT = 'contoso-hsm';

/**
 * One Key Group for each kind of difference between the vault and the books, made by what really makes it: somebody with
 * rights on the vault, time, or a vault that lies. The groups are named after what is wrong with them. And four groups
 * that the home view has to speak of: overdue, failing, expiring, drifted.
 */
export async function tellDrift(station) {
  const { clock } = station;
  const at = (daysAgo) => clock.moveTo(daysAgo * DAY_MS);
  await firstStart(station);
  const vault = await station.call('identityManagement.addPracticeCredential', { name: 'Contoso rehearsal' });
  const group = (name, more = {}) =>
    station.call('keyManagement.createGroup', {
      name,
      vault: VAULT,
      keyType: 'p-256',
      credentialId: vault.id,
      ...more,
    });
  const createKeys = ({ id }, count = 1) => station.call('keyManagement.createKeys', { groupId: id, count });
  const push = async ({ id }) =>
    station.ended(await station.call('keyManagement.synchronize', { groupId: id, keyIds: [] }));
  const compare = ({ id }) => station.call('keyManagement.compareWithVault', { groupId: id });
  const pushed = async (name, more) => {
    const made = await group(name, more);
    await createKeys(made);
    await push(made);
    return made;
  };

  at(95);
  const longAgo = await pushed('looked-at-long-ago');
  await compare(longAgo);
  at(80);
  const theirs = () => somebodyElse(station, VAULT);
  const overdue = await pushed('overdue', { rotateEvery: '2m' });
  await station.call('keyManagement.editGroup', { groupId: overdue.id, rotationPaused: true });
  at(61);
  const expired = await pushed('expired-version', { validFor: '55d' });
  await pushed('expiring-soon', { validFor: '70d' });
  at(20);
  const inSync = await pushed('in-sync');
  const local = await pushed('never-pushed');
  await createKeys(local);
  await (await theirs()).createEcKey('versions-of-others', { hsm: true, curve: 'P-256' });
  const others = await pushed('versions-of-others');
  const swapped = await pushed('another-public-key');
  const attributes = await pushed('other-attributes', { validFor: '1y' });
  const newer = await pushed('newer-is-not-ours');
  const disabled = await pushed('disabled-there');
  const deleted = await pushed('soft-deleted-there');
  const gone = await pushed('missing-there');

  at(2);
  const current = async ({ name }) => (await (await theirs()).getKey(name)).properties.version;
  swapKey(station, swapped);
  await (
    await theirs()
  ).updateKeyProperties(attributes.name, await current(attributes), {
    expiresOn: new Date(clock.now() + 10 * DAY_MS),
  });
  await (await theirs()).createEcKey(newer.name, { hsm: true, curve: 'P-256' });
  await (await theirs()).updateKeyProperties(disabled.name, await current(disabled), { enabled: false });
  await (await theirs()).beginDeleteKey(deleted.name);
  await (await theirs()).beginDeleteKey(gone.name);
  clock.moveTo(1.9 * DAY_MS);
  await (await theirs()).purgeDeletedKey(gone.name);
  clock.moveTo(1.8 * DAY_MS);
  for (const one of [inSync, local, others, swapped, attributes, newer, disabled, deleted, gone, expired]) {
    await compare(one);
  }
  at(1);
  await failing(station, group, push, createKeys);
  at(0);
  await station.call('identityManagement.seal');
  await station.call('identityManagement.logIn', { logins: ADMINS });
}

/** What no vault should do: it answers another public key under the version that we pushed. */
function swapKey({ service }, { name }) {
  const version = service.keysOf(VAULT).need(name).versions.at(-1);
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  Object.assign(version.jwk, { x, y });
}

/** A push that the vault refuses. */
async function failing(station, group, push, createKeys) {
  const [{ clientId }] = station.registered;
  const all = ['get', 'list', 'create', 'import', 'update', 'delete', 'purge'];
  const grant = (permissions) => station.admin({ call: 'grant', name: VAULT, clientId, permissions });
  const failed = await group('push-failed');
  await createKeys(failed);
  await grant(all.filter((permission) => permission !== 'import'));
  await push(failed);
  await grant(all);
}
