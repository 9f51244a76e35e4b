export { Configuration } from './Placeholders.js';
