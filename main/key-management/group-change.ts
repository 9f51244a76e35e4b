import type { CredentialId } from '../../shared/domain/ids.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';

/** What an edit changed, in the words of the log: `rotate every from off to 30d; pause from off to on`. */
export function whatChanged(credential: (id: CredentialId) => string, old: KeyGroup, now: KeyGroup): string {
  const lines: readonly (readonly [string, string, string])[] = [
    ['credential', credential(old.credentialId), credential(now.credentialId)],
    ['usages', old.usages.join(', '), now.usages.join(', ')],
    ['rotate every', old.rotateEvery ?? 'off', now.rotateEvery ?? 'off'],
    ['at', old.rotateAt ?? 'any time', now.rotateAt ?? 'any time'],
    ['time zone', old.rotateZone ?? 'UTC', now.rotateZone ?? 'UTC'],
    ['first date', old.rotateFirst ?? 'none', now.rotateFirst ?? 'none'],
    ['pause', old.rotationPaused ? 'on' : 'off', now.rotationPaused ? 'on' : 'off'],
    ['older versions disabled after', old.disableOlderAfter ?? 'never', now.disableOlderAfter ?? 'never'],
    ['valid for', old.validFor ?? 'off', now.validFor ?? 'off'],
  ];
  const changed = lines.filter(([, before, after]) => before !== after);
  return changed.map(([what, before, after]) => `${what} from ${before} to ${after}`).join('; ') || 'nothing changed';
}
