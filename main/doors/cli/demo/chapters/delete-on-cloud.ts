import type { KeyGroup } from '../../../../../shared/domain/key-group.js';
import { inVault, showKeys } from '../compare.js';
import { showJob } from '../show-job.js';
import { endedAs, StoryBroken, type Scene } from '../stage.js';

/** Delete on Cloud Service: gone in the vault, kept here. */
export async function deleteOnCloud(scene: Scene, group: KeyGroup): Promise<void> {
  const { story, workstation, signal } = scene;
  story.chapter(
    'Cloud > Delete on Cloud Service',
    `The key ${group.name} is deleted in the vault with all its versions. Deleting here and deleting there are different actions: the keys on this workstation stay. It is not purged, so that the vault could still bring it back.`,
  );
  await showJob(scene, { type: 'delete-on-cloud', group }, async () =>
    endedAs(await workstation.keyManagement.cloud.deleteOnCloud(group, false, { signal }), 'succeeded'),
  );
  if (await inVault(scene, group)) throw new StoryBroken(`The vault still has the key ${group.name}.`);
  story.text(`In the vault: no live key ${group.name} any more. Here:`);
  showKeys(scene, group);
}
