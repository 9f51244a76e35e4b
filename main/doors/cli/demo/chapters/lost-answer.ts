import type { KeyGroup } from '../../../../../shared/domain/key-group.js';
import { compareFingerprints, inVault } from '../compare.js';
import { showJob } from '../show-job.js';
import { endedAs, StoryBroken, type Scene } from '../stage.js';

/** The connection breaks after the vault did its work: the key is found by its public key and not sent again. */
export async function loseAnAnswer(scene: Scene, group: KeyGroup): Promise<number> {
  const { story, admin, workstation, signal } = scene;
  story.chapter(
    'The network breaks in the middle of a push',
    `The practice vault is told to import the next key and then to break the connection before it answers. A blind repeat would make a second version; Keyferry looks in the vault for its own public key first.`,
  );
  const before = (await inVault(scene, group))?.versions.length ?? 0;
  await admin({ call: 'add-fault', fault: { kind: 'reset-after', on: 'import', times: 1 } });
  await showJob(scene, { type: 'rotate', group }, async () =>
    endedAs(await workstation.keyManagement.cloud.rotate(group, { signal }), 'succeeded-with-warnings'),
  );
  const after = (await inVault(scene, group))?.versions.length ?? 0;
  if (after !== before + 1) throw new StoryBroken(`The vault has ${after} versions after ${before}: not one more.`);
  story.good(`Versions in the vault: ${before} before, ${after} after. One more, and not two.`);
  return compareFingerprints(scene, group);
}
