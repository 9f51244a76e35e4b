import type { Answer, Bridge } from '../../../shared/contract/index.js';
import type { Draft } from './draft.js';
import { FIRST_START } from './strings.js';

/**
 * The designated device takes a second administrator. Both sit here and decide it together, and the second one has typed
 * the passphrase a moment ago: that is the login main gets.
 */
export async function setDevice(
  { administration, identityManagement }: Bridge,
  { device, second }: Draft,
): Promise<Answer<unknown>> {
  const setting = { name: 'designated-device', value: device === 'designated' ? 'on' : 'off' };
  const asked = await administration.set(setting);
  if (asked.ok || asked.approval === undefined) return asked;
  const approved = await identityManagement.approve({
    requestId: asked.approval.id,
    login: { name: second.name, passphrase: second.passphrase },
    justification: FIRST_START.places.justification,
  });
  return approved.ok ? administration.set(setting) : approved;
}
