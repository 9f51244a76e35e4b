export { SoftwareKeySource } from './software.js';
export type { KeySource, MadeKey, WrapRequest } from './types.js';
