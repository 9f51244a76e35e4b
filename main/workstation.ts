/*
 * The one object that every door gets. It is made by its first start, opened by its Administrators together, and wired by hand in
 * workstation/unlocked.ts.
 */
export { backupFacts, restoreBackup, type RestoreRequest } from './workstation/backup/restore.js';
export { initWorkstation, type FirstStart } from './workstation/first-start.js';
export { recoverWorkstation } from './workstation/recovering.js';
export type { WorkstationOptions } from './workstation/options.js';
export { openWorkstation, readIdentities } from './workstation/unlocking.js';
export { Workstation } from './workstation/unlocked.js';
export { actOfBegin, actOfRemoveKek, actOfUpload } from './workstation/ceremony-acts.js';
export { describePrivileged, privilegedAct, type PrivilegedAct } from './workstation/privileged-acts.js';
