export { CallLog } from './call-log.js';
export { CHAIN_START, firstBrokenLink, hashEvent } from './chain.js';
export { exportEvents, exportLines, putFile, type ExportPlace } from './export-file.js';
export type { JobContext, JobWatcher } from './job-context.js';
export { JobRunner, type JobOptions, type JobRequest } from './job-runner.js';
export { LogPages, type LogPage } from './log-pages.js';
export { Reports, type ReportRequest } from './reports.js';
export { SystemLog } from './system-log.js';
