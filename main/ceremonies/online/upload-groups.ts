import type { Credential } from '../../../shared/domain/credential.js';
import type { KeyGroup } from '../../../shared/domain/key-group.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import type { ReadTravellingKey } from '../packages/ceremony-package.js';
import type { OnlineParts } from './parts.js';

/**
 * The Key Group that a key of a ceremony belongs to; undefined: it is to be created. Codes `group-differs`,
 * `group-rotates`.
 */
export function groupFor(
  { keyManagement }: Pick<OnlineParts, 'keyManagement'>,
  key: ReadTravellingKey,
  credential: Credential,
): Result<KeyGroup | undefined> {
  const group = keyManagement.groups
    .list()
    .find(
      ({ name, vault }) =>
        name.toLowerCase() === key.group.toLowerCase() && vault.toLowerCase() === key.vault.toLowerCase(),
    );
  if (!group) return ok(undefined);
  const differs = (what: string): Result<never> =>
    fail('group-differs', `The Key Group ${group.name} is here already, with ${what}.`, {
      advice: 'A key of a ceremony goes into the group that the plan describes, or into one that is not here yet.',
    });
  if (group.credentialId !== credential.id) return differs('another Cloud Credential');
  if (group.keyType !== key.type)
    return differs(`keys of the type ${group.keyType}; the key of the ceremony is ${key.type}`);
  const wanted = [...key.usages].sort().join(', ');
  if ([...group.usages].sort().join(', ') !== wanted)
    return differs(`the usages ${group.usages.join(', ')}; the plan says ${wanted}`);
  if (group.rotateEvery !== undefined) {
    return fail(
      'group-rotates',
      `The Key Group ${group.name} is rotated by this workstation every ${group.rotateEvery}.`,
      {
        advice: `Keys of ceremonies are not rotated by schedule. Switch it off first: keyferry group edit ${group.name} --rotate-every off.`,
      },
    );
  }
  return ok(group);
}
