import type { GroupView, KeyView } from '../../../shared/contract/index.js';
import {
  CompareIcon,
  CloudIcon,
  EditIcon,
  GearIcon,
  KeyIcon,
  PushIcon,
  RotateIcon,
  TrashIcon,
  type MenuEntry,
} from '../../components/index.js';
import type { GroupAction, Reasons } from '../action-rules.js';
import type { KeysActions } from '../actions.js';
import { isLive } from '../group-facts.js';
import { KEYS, MENU } from '../strings.js';

export interface GroupMenuParts {
  readonly group: GroupView;
  readonly keys: readonly KeyView[];
  readonly reasons: Reasons<GroupAction>;
  readonly actions: KeysActions;
  /** Says where the designated device is set. */
  readonly withConfiguration: boolean;
}

/** Cloud >, for the right-click menu and for the button. */
export function cloudEntries({
  group,
  keys,
  reasons,
  actions,
  withConfiguration,
}: GroupMenuParts): readonly MenuEntry[] {
  const neverPushed = keys.filter((key) => !isLive(key) && key.state === 'never-pushed');
  return [
    {
      id: 'synchronize-all',
      title: neverPushed.length === 0 ? MENU.synchronizeNone : MENU.synchronizeAll(neverPushed.length),
      icon: <PushIcon />,
      disabledReason: reasons.synchronizeAll,
      onAction: () => actions.synchronize(group, neverPushed),
    },
    {
      id: 'rotate',
      title: MENU.forceRotation,
      icon: <RotateIcon />,
      disabledReason: reasons.rotate,
      onAction: () => actions.rotate(group),
    },
    {
      id: 'compare',
      title: MENU.compare,
      icon: <CompareIcon />,
      disabledReason: reasons.compare,
      onAction: () => actions.compare(group),
    },
    'separator',
    {
      id: 'delete-on-cloud',
      title: MENU.deleteOnCloud,
      icon: <TrashIcon />,
      danger: true,
      disabledReason: reasons.deleteOnCloud,
      onAction: () => actions.deleteOnCloud(group),
    },
    ...(withConfiguration ? (['separator', configurationEntry(actions)] as const) : []),
  ];
}

/** Right click on a group. */
export function groupEntries(parts: GroupMenuParts): readonly MenuEntry[] {
  const { group, reasons, actions } = parts;
  return [
    {
      id: 'create',
      title: MENU.create,
      icon: <KeyIcon />,
      items: [
        {
          id: 'random',
          title: MENU.random,
          icon: <KeyIcon />,
          disabledReason: reasons.createKeys,
          onAction: () => actions.createKeys(group),
        },
      ],
    },
    { id: 'cloud', title: MENU.cloud, icon: <CloudIcon />, items: cloudEntries(parts) },
    'separator',
    {
      id: 'edit',
      title: MENU.edit,
      icon: <EditIcon />,
      shortcut: 'F2',
      disabledReason: reasons.edit,
      onAction: () => actions.edit(group),
    },
    {
      id: 'remove',
      title: MENU.removeGroup,
      icon: <TrashIcon />,
      shortcut: 'Del',
      danger: true,
      disabledReason: reasons.remove,
      onAction: () => actions.removeGroup(group),
    },
  ];
}

export function configurationEntry(actions: KeysActions): MenuEntry {
  return {
    id: 'configuration',
    title: KEYS.openConfiguration,
    icon: <GearIcon />,
    onAction: actions.openConfiguration,
  };
}
