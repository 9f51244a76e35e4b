import type { KeyGroup } from '../../../../../shared/domain/key-group.js';
import type { NewGroup } from '../../../../key-management/index.js';
import { showKeys } from '../compare.js';
import { needed, VAULT, type Groups, type Scene } from '../stage.js';

/** Two Key Groups with a key in each. Nothing leaves the workstation. */
export async function makeGroupsAndKeys(scene: Scene): Promise<Groups> {
  const { story } = scene;
  story.chapter(
    'Key Management > Keys: two Key Groups, a key in each',
    'A Key Group is one key name in one vault; each key in it becomes a version of that vault key once it is pushed. Making them sends nothing anywhere. These private keys are made by software, not by an HSM, and every log and record says so.',
  );
  const payroll = await makeGroup(scene, {
    name: 'payroll',
    keyType: 'rsa-3072',
    rotateEvery: '90d',
    validFor: '365d',
  });
  const signing = await makeGroup(scene, { name: 'signing', keyType: 'p-256' });
  return { payroll, signing };
}

async function makeGroup(scene: Scene, fields: Omit<NewGroup, 'vault' | 'credential'>): Promise<KeyGroup> {
  const { story, workstation, credential } = scene;
  const { groups, keys } = workstation.keyManagement;
  const group = needed(groups.create({ ...fields, vault: VAULT, credential: credential.name }));
  const every = group.rotateEvery ? `, rotate every ${group.rotateEvery}, valid for ${group.validFor ?? 'ever'}` : '';
  story.text(
    `Create > Asymmetric HSM Protected: ${group.name}, ${group.keyType}${every}; usages ${group.usages.join(', ')}.`,
  );
  const made = await story.timed(`Create > Random in ${group.name}`, () => keys.create(group));
  const key = needed(made.value);
  showKeys(scene, group);
  story.record({ what: `Create > Random ${key.name}`, milliseconds: made.ms, outcome: `${key.keyType}, not pushed` });
  return group;
}
