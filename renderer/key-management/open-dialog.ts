import type { GroupView, KeyView } from '../../shared/contract/index.js';

/** The dialog that is open in the Keys view. Groups and keys go by what they were when it opened. */
export type OpenDialog =
  | { readonly kind: 'create-group' }
  | { readonly kind: 'edit-group'; readonly group: GroupView }
  | { readonly kind: 'remove-group'; readonly group: GroupView }
  | { readonly kind: 'create-keys'; readonly group: GroupView }
  | { readonly kind: 'remove-key'; readonly group: GroupView; readonly key: KeyView }
  | { readonly kind: 'synchronize'; readonly group: GroupView; readonly keys: readonly KeyView[] }
  | { readonly kind: 'rotate'; readonly group: GroupView }
  | { readonly kind: 'delete-on-cloud'; readonly group: GroupView }
  | { readonly kind: 'purge'; readonly group: GroupView };
