import { keyState, type Key } from '../../../../shared/domain/key.js';
import type { KeyGroup } from '../../../../shared/domain/key-group.js';
import { groupInFours } from '../../../crypto/index.js';
import type { KeyOverview } from '../../../practice-vault/index.js';
import { StoryBroken, VAULT, type Scene } from './stage.js';

/** The keys of a group as the Keys view shows them. */
export function showKeys(scene: Scene, group: KeyGroup): void {
  const rows = scene.workstation.keyManagement.keys
    .list(group)
    .map((key) => [
      key.name,
      keyState(key).replaceAll('-', ' '),
      key.versions.at(-1)?.version ?? '-',
      `${key.spkiSha256.slice(0, 12)}...`,
    ]);
  scene.story.table(['key', 'state', 'Azure version', 'SPKI SHA-256'], rows);
}

/** The key that the vault holds under a group's name, with all its versions; undefined: none that is live. */
export async function inVault(scene: Scene, group: KeyGroup): Promise<KeyOverview | undefined> {
  const { vaults } = await scene.admin({ call: 'overview' });
  const keys = vaults.find((vault) => vault.name === VAULT)?.keys ?? [];
  return keys.find((key) => key.name === group.name && key.state === 'live');
}

/** KEKs that are in the vault now, whatever their state. */
export async function keksInVault(scene: Scene): Promise<number> {
  const { vaults } = await scene.admin({ call: 'overview' });
  return vaults.flatMap((vault) => vault.keys).filter((key) => key.kek).length;
}

/**
 * Asks the vault for the fingerprint of every version it holds of this group and sets it beside ours; shows the newest.
 * Answers how many are equal; a difference ends the story.
 */
export async function compareFingerprints(scene: Scene, group: KeyGroup): Promise<number> {
  const { story } = scene;
  const held = (await inVault(scene, group))?.versions ?? [];
  const ours = scene.workstation.keyManagement.keys.list(group);
  const pairs = held.map((version) => ({ version, key: keyOfVersion(ours, version.id) }));
  for (const { version, key } of pairs) {
    if (key?.spkiSha256 !== version.spkiSha256)
      throw new StoryBroken(`Version ${version.id} of ${group.name} is not the key that was sent.`);
  }
  const newest = pairs.at(-1);
  if (newest?.key) {
    story.lines(`ours   ${groupInFours(newest.key.spkiSha256)}`, `Azure  ${groupInFours(newest.version.spkiSha256)}`);
    const all = pairs.length === 1 ? 'The one version' : `All ${pairs.length} versions`;
    story.good(`Equal (SPKI SHA-256 of ${newest.key.name}). ${all} of ${group.name} in the vault: our own.`);
  }
  return pairs.length;
}

function keyOfVersion(keys: readonly Key[], version: string): Key | undefined {
  return keys.find((key) => key.versions.some((known) => known.version === version));
}
