export { CloudCredentials } from './CloudCredentials.js';
export { Identities } from './Identities.js';
