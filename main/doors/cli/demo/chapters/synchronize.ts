import type { KeyGroup } from '../../../../../shared/domain/key-group.js';
import { compareFingerprints, keksInVault, showKeys } from '../compare.js';
import { showJob } from '../show-job.js';
import { endedAs, needed, refused, type Groups, type Scene } from '../stage.js';

/** The designated device is switched on; both groups are pushed. Answers how many fingerprints were compared. */
export async function synchronizeBoth(scene: Scene, { payroll, signing }: Groups): Promise<number> {
  const { story, workstation } = scene;
  story.chapter(
    'Cloud > Synchronize',
    'Only the designated device may push, and a fresh workstation is not it: the first try is refused before anything is sent. Then the switch is set under Administration > Configuration > HSM Protected Key Options.',
  );
  const tried = await workstation.keyManagement.cloud.synchronize(payroll, [], { signal: scene.signal });
  story.quote(refused('A push without the designated device', tried).message, 'ERROR');
  needed(workstation.settings.set('designated-device', 'on'));
  needed(workstation.settings.set('kek-size', '3072'));
  story.good('This workstation is the designated device now; the change is in the System log.');
  story.text('KEKs have 3072 bits here instead of the usual 4096: making them is what takes longest.');
  const compared = [await push(scene, payroll), await push(scene, signing)];
  const left = await keksInVault(scene);
  story.text(
    `Each job made an RSA-HSM KEK in the vault (key_ops: import), wrapped the key under it, and deleted and purged it afterwards. KEKs in the vault now: ${left}.`,
  );
  return compared.reduce((sum, number) => sum + number, 0);
}

async function push(scene: Scene, group: KeyGroup): Promise<number> {
  const { story, workstation, signal } = scene;
  story.space();
  story.text(`Synchronize ${group.name} (${group.keyType}):`);
  await showJob(scene, { type: 'synchronize', group }, async () =>
    endedAs(await workstation.keyManagement.cloud.synchronize(group, [], { signal }), 'succeeded'),
  );
  showKeys(scene, group);
  return compareFingerprints(scene, group);
}
