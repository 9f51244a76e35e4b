import type { NewLogEvent } from '../../shared/domain/log-event.js';

/**
 * A login that was refused while the workstation is unlocked. `name` is that of an identity; what is no name here may be a
 * passphrase in the wrong field, and stands nowhere.
 */
export function refusedLogin(actor: string, name: string | undefined, where = ''): NewLogEvent {
  const who = name ?? 'an unknown name';
  return {
    service: 'Identity',
    level: 'WARN',
    event: 'login-refused',
    actor,
    object: who,
    outcome: 'failure',
    reason: 'login-refused',
    message: `A login of ${who} was refused${where}: the name or the passphrase was not right.`,
  };
}
