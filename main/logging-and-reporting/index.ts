export { callEvent, noticeEvent } from './azure-events.js';
export { CHAIN_START, firstBrokenLink, hashEvent } from './chain.js';
export { exportEvents } from './export-file.js';
export type { JobContext, JobWatcher } from './job-context.js';
export { JobRunner, type JobOptions, type JobRequest } from './job-runner.js';
export { SystemLog } from './system-log.js';
