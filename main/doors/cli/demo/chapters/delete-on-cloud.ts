import type { Approval } from '../../../../../shared/domain/actor.js';
import type { KeyGroup } from '../../../../../shared/domain/key-group.js';
import { describePrivileged } from '../../../../workstation.js';
import { inVault, showKeys } from '../compare.js';
import { showJob } from '../show-job.js';
import { endedAs, needed, refused, StoryBroken, type Scene } from '../stage.js';

/** Delete on Cloud Service: gone in the vault, kept here. */
export async function deleteOnCloud(scene: Scene, group: KeyGroup): Promise<void> {
  const { story, workstation, signal } = scene;
  story.chapter(
    'Cloud > Delete on Cloud Service',
    `The key ${group.name} is deleted in the vault with all its versions. Deleting here and deleting there are different actions: the keys on this workstation stay. It is not purged, so that the vault could still bring it back. One Administrator asks, another confirms it with a fresh login and a justification.`,
  );
  const approval = await confirmedByBen(scene, group);
  await showJob(scene, { type: 'delete-on-cloud', group }, () =>
    workstation.acting.do(
      async () => endedAs(await workstation.keyManagement.cloud.deleteOnCloud(group, false, { signal }), 'succeeded'),
      approval,
    ),
  );
  if (await inVault(scene, group)) throw new StoryBroken(`The vault still has the key ${group.name}.`);
  story.text(`In the vault: no live key ${group.name} any more. Here:`);
  showKeys(scene, group);
}

const WHY = 'End of the demonstration.';

/** Whoever asks cannot confirm it; the other one sees the exact object. */
async function confirmedByBen({ story, workstation, logins }: Scene, group: KeyGroup): Promise<Approval> {
  const { approvals } = workstation.people;
  const act = { act: 'delete-on-cloud', groupId: group.id, purge: false, justification: WHY } as const;
  const described = needed(describePrivileged(workstation, act));
  const asked = refused('Deleting alone', approvals.take('demonstration', described)).approval;
  const [ada, ben] = logins;
  if (!asked || !ada || !ben) throw new StoryBroken('Nobody was asked to confirm the deletion.');
  story.text(`${asked.askedBy} asks. What the second Administrator sees:`);
  story.table(
    [asked.title, 'as it is now'],
    asked.lines.map(({ name, value }) => [name, value]),
  );
  story.quote(refused(`Confirming it as ${ada.name}`, await approvals.approve(asked.id, ada, WHY)).message, 'ERROR');
  const confirmed = await story.timed(`${ben.name} confirms it with a fresh login`, () =>
    approvals.approve(asked.id, ben, WHY),
  );
  needed(confirmed.value);
  return needed(approvals.take('demonstration', described));
}
