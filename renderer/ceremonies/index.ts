export { Ceremonies } from './Ceremonies.js';
