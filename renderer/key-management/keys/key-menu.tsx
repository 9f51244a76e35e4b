import type { GroupView, KeyView } from '../../../shared/contract/index.js';
import { CloudIcon, CopyIcon, PushIcon, TrashIcon, copyText, type MenuEntry } from '../../components/index.js';
import type { KeyAction, Reasons } from '../action-rules.js';
import type { KeysActions } from '../actions.js';
import { configurationEntry } from '../groups/group-menu.js';
import { standingVersion } from '../group-facts.js';
import { MENU } from '../strings.js';

export interface KeyMenuParts {
  readonly group: GroupView;
  readonly chosen: readonly KeyView[];
  readonly reasons: Reasons<KeyAction>;
  readonly actions: KeysActions;
  readonly withConfiguration: boolean;
}

/** Right click on the chosen keys. */
export function keyEntries({ group, chosen, reasons, actions, withConfiguration }: KeyMenuParts): readonly MenuEntry[] {
  const [first] = chosen;
  return [
    {
      id: 'cloud',
      title: MENU.cloud,
      icon: <CloudIcon />,
      items: [
        {
          id: 'synchronize',
          title: MENU.synchronize,
          icon: <PushIcon />,
          shortcut: 'Ctrl+Enter',
          disabledReason: reasons.synchronize,
          onAction: () => actions.synchronize(group, chosen),
        },
        ...(withConfiguration ? (['separator', configurationEntry(actions)] as const) : []),
      ],
    },
    'separator',
    ...(first && chosen.length === 1 ? copyEntries(first) : []),
    {
      id: 'remove-key',
      title: MENU.removeKey,
      icon: <TrashIcon />,
      shortcut: 'Del',
      danger: true,
      disabledReason: reasons.removeKey,
      onAction: () => {
        if (first) actions.removeKey(group, first);
      },
    },
  ];
}

function copyEntries(key: KeyView): readonly MenuEntry[] {
  const kid = standingVersion(key)?.kid;
  return [
    {
      id: 'copy-spki',
      title: MENU.copySpki,
      icon: <CopyIcon />,
      onAction: () => void copyText(key.spkiSha256, MENU.spkiCopied),
    },
    {
      id: 'copy-kid',
      title: MENU.copyKid,
      icon: <CopyIcon />,
      disabledReason: kid === undefined ? MENU.noKid : undefined,
      onAction: () => void copyText(kid ?? '', MENU.kidCopied),
    },
    'separator',
  ];
}
