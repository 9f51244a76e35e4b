import type { KeyGroup } from '../../../../../shared/domain/key-group.js';
import { compareFingerprints, showKeys } from '../compare.js';
import { showJob } from '../show-job.js';
import { endedAs, needed, type Scene } from '../stage.js';

/** Force Rotation. Answers how many fingerprints were compared. */
export async function rotateGroup(scene: Scene, group: KeyGroup): Promise<number> {
  const { story, workstation, signal } = scene;
  story.chapter(
    'Cloud > Force Rotation',
    `A new key named after the group is made here and pushed at once. It becomes the active material of ${group.name}; the older version stays enabled, since Azure services take up to a day and more to pick up the new one.`,
  );
  await showJob(scene, { type: 'rotate', group }, async () =>
    endedAs(await workstation.keyManagement.cloud.rotate(group, { signal }), 'succeeded'),
  );
  showKeys(scene, group);
  const { lastRotated, nextRotation } = needed(workstation.keyManagement.groups.find(group.name));
  story.text(`Last rotated ${moment(lastRotated)}; next rotation ${moment(nextRotation)}.`);
  return compareFingerprints(scene, group);
}

function moment(time: number | undefined): string {
  return time === undefined ? 'never' : `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
