export { Keys } from './Placeholders.js';
