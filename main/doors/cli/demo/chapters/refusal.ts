import { keyState } from '../../../../../shared/domain/key.js';
import type { KeyGroup } from '../../../../../shared/domain/key-group.js';
import { PERMISSIONS, type Permission } from '../../../../practice-vault/index.js';
import { compareFingerprints, inVault, keksInVault } from '../compare.js';
import { count } from '../layout.js';
import { showJob } from '../show-job.js';
import { endedAs, needed, VAULT, type Scene } from '../stage.js';

/** A push without the permission Import fails, says why, leaves nothing behind; after the mend it goes through. */
export async function failOnPurpose(scene: Scene, group: KeyGroup): Promise<number> {
  const { story, workstation, signal } = scene;
  const { keys, cloud } = workstation.keyManagement;
  story.chapter(
    'An attempt that fails on purpose',
    `Somebody has taken the key permission Import out of the vault's access policy. A second key of ${group.name} is pushed all the same: the KEK can still be made, the import cannot be done.`,
  );
  await grant(
    scene,
    PERMISSIONS.filter((permission) => permission !== 'import'),
  );
  const key = needed(await keys.create(group));
  const before = await versionsInVault(scene, group);
  const failed = await showJob(scene, { type: 'synchronize', group }, async () =>
    endedAs(await cloud.synchronize(group, [key.name], { signal }), 'failed'),
  );
  const state = keyState(needed(keys.find(group, key.name)));
  const [after, keks] = [await versionsInVault(scene, group), await keksInVault(scene)];
  story.good(
    `Nothing half done: ${key.name} is "${state.replaceAll('-', ' ')}", ${group.name} has ${count(after, 'version')} in the vault (${before} before), KEKs left behind: ${keks}. The request id above finds the refusal in Key Vault's own audit log; the failure's code for scripts is ${failed.failureCode ?? 'none'}.`,
  );
  story.space();
  story.text('The permission is given back, and the same key is pushed again:');
  await grant(scene, PERMISSIONS);
  await showJob(scene, { type: 'synchronize', group }, async () =>
    endedAs(await cloud.synchronize(group, [key.name], { signal }), 'succeeded'),
  );
  return compareFingerprints(scene, group);
}

async function grant({ admin, credential }: Scene, permissions: readonly Permission[]): Promise<void> {
  await admin({ call: 'grant', name: VAULT, clientId: credential.clientId, permissions: [...permissions] });
}

async function versionsInVault(scene: Scene, group: KeyGroup): Promise<number> {
  return (await inVault(scene, group))?.versions.length ?? 0;
}
