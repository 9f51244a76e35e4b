import type { GroupView, KeyView } from '../../shared/contract/index.js';

/** What menus, buttons and keys of the Keys view can set going. */
export interface KeysActions {
  readonly createKeys: (group: GroupView) => void;
  readonly edit: (group: GroupView) => void;
  readonly removeGroup: (group: GroupView) => void;
  readonly removeKey: (group: GroupView, key: KeyView) => void;
  /** Asks first where something that is in use is replaced. */
  readonly synchronize: (group: GroupView, keys: readonly KeyView[]) => void;
  readonly rotate: (group: GroupView) => void;
  readonly compare: (group: GroupView) => void;
  readonly deleteOnCloud: (group: GroupView) => void;
  readonly openConfiguration: () => void;
}
