export { Jobs } from './jobs/Jobs.js';
export { Reports } from './reports/Reports.js';
export { SystemLogs } from './system-logs/SystemLogs.js';
