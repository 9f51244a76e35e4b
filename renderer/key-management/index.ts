export { Keys } from './Keys.js';
