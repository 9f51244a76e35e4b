export { SoftwareKeySource } from './software.js';
export type { EscrowedMaterial, EscrowRequest, KeySource, MadeKey, WrapRequest } from './types.js';
