import { readSetting, writeSetting } from '../../store/tables/settings.js';
import type { Store } from '../../store/index.js';

const nameOf = (id: string): string => `ceremony-folder ${id}`;

/** Remembers where the files of a ceremony go, for when it is opened again. */
export function rememberFolder(store: Store, id: string, folder: string): void {
  if (folderOf(store, id) !== folder) store.commit((tx) => writeSetting(tx, nameOf(id), folder));
}

/** The folder of a ceremony as it was opened last; undefined: never in this data folder. */
export function folderOf(store: Store, id: string): string | undefined {
  return readSetting(store, nameOf(id));
}
