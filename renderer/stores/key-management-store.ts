import { create } from 'zustand';
import type { GroupView, KeyView, PushOf } from '../../shared/contract/index.js';
import type { GroupId } from '../../shared/domain/ids.js';
import { NOT_LOADED, type Loading } from './answers.js';

export interface KeyManagementStore extends Loading {
  readonly groups: readonly GroupView[];
  readonly keys: ReadonlyMap<GroupId, readonly KeyView[]>;
}

export const NO_KEYS: KeyManagementStore = { ...NOT_LOADED, groups: [], keys: new Map() };

export const useKeyManagement = create<KeyManagementStore>(() => NO_KEYS);

/** Takes what Key Management tells: all groups, and the keys of those that changed. */
export function hearKeyManagement(value: PushOf<'keyManagement'>): void {
  useKeyManagement.setState((state) => {
    const there = new Set(value.groups.map((group) => group.id));
    const keys = new Map([...state.keys].filter(([id]) => there.has(id)));
    for (const changed of value.keys) keys.set(changed.groupId, changed.keys);
    return { groups: value.groups, keys, loaded: true, failure: undefined };
  });
}

const NONE: readonly KeyView[] = [];

/** The keys of one group. */
export function keysOf(state: KeyManagementStore, id: GroupId | undefined): readonly KeyView[] {
  return (id === undefined ? undefined : state.keys.get(id)) ?? NONE;
}

/** Every key there is. */
export function allKeys(state: KeyManagementStore): readonly KeyView[] {
  return [...state.keys.values()].flat();
}
