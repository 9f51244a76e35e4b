export { Jobs, SystemLogs, Reports } from './Placeholders.js';
