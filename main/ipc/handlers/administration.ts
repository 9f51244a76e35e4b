import { ok } from '../../../shared/result.js';
import { configurationView } from '../configuration.js';
import { BACKUP_ENDINGS, exportFile } from '../export-file-name.js';
import type { Handlers } from '../types.js';

/** Administration > Configuration. */
export const administration: Handlers<'administration'> = {
  snapshot: async (_nothing, { rooms }) => ok(await configurationView(rooms.workstation)),

  set: async ({ name, value }, { rooms, station }) => {
    const done = rooms.workstation.settings.set(name, value);
    if (!done.ok) return done;
    rooms.workstation.logFeed.wake();
    rooms.announcer.configurationChanged();
    rooms.schedule.nudge();
    // Whether it is the designated device stands in the frame.
    station.tellSession();
    return ok(await configurationView(rooms.workstation));
  },

  makeBackup: ({ file, overwrite }, { rooms }) =>
    rooms.workstation.backups.make({ file: exportFile(file, BACKUP_ENDINGS), overwrite }),
};
