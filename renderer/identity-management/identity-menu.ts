import type { IdentityView } from '../../shared/contract/index.js';
import type { MenuAction } from '../components/index.js';
import { whyNotChangeRole, whyNotDisable, type Situation } from './identity-rules.js';
import { IDENTITIES as TEXT } from './strings.js';

export type IdentityAct = 'change-passphrase' | 'change-role' | 'disable' | 'enable';

/** Why the role of whoever works here does not allow a call; undefined: it does. */
export type RoleReasons = Readonly<Record<IdentityAct, string | undefined>>;

/** What can be done with one identity, and why not: for the right-click menu and for the buttons. */
export function identityActions(
  identity: IdentityView,
  situation: Situation,
  reasons: RoleReasons,
  open: (act: IdentityAct) => void,
): readonly MenuAction[] {
  const isDisabled = identity.state === 'disabled';
  return [
    {
      id: 'change-passphrase',
      title: `${TEXT.change}…`,
      disabledReason: reasons['change-passphrase'],
      onAction: () => open('change-passphrase'),
    },
    {
      id: 'change-role',
      title: `${TEXT.changeRole}…`,
      disabledReason: reasons['change-role'] ?? whyNotChangeRole(identity, situation),
      onAction: () => open('change-role'),
    },
    isDisabled
      ? { id: 'enable', title: `${TEXT.enable}…`, disabledReason: reasons.enable, onAction: () => open('enable') }
      : {
          id: 'disable',
          title: `${TEXT.disable}…`,
          danger: true,
          disabledReason: reasons.disable ?? whyNotDisable(identity, situation),
          onAction: () => open('disable'),
        },
  ];
}
