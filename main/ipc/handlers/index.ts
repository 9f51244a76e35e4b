import type { RoomName } from '../../../shared/contract/index.js';
import type { Handlers } from '../types.js';
import { administration } from './administration.js';
import { ceremonies } from './ceremonies.js';
import { identityManagement } from './identity-management.js';
import { keyManagement } from './key-management.js';
import { loggingAndReporting } from './logging-and-reporting.js';

/** Every call of the contract has its function here, room by room. */
export const handlers: { readonly [R in RoomName]: Handlers<R> } = {
  identityManagement,
  keyManagement,
  loggingAndReporting,
  administration,
  ceremonies,
};
