export { Configuration } from './Configuration.js';
