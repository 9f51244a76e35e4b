import type { KeyGroup } from '../../../../shared/domain/key-group.js';
import type { Context } from '../context.js';
import type { Outcome } from '../outcome.js';
import { withWorkstation, type Session } from '../session.js';

/** Works on one group with the vault at hand. */
export function onGroup(
  context: Context,
  name: string,
  work: (session: Session, group: KeyGroup) => Promise<Outcome>,
): Promise<Outcome> {
  return withWorkstation(
    context,
    async (session) => {
      const group = session.workstation.keyManagement.groups.find(name);
      return group.ok ? work(session, group.value) : group;
    },
    { vault: true },
  );
}
