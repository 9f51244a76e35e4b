export { Identities, CloudCredentials } from './Placeholders.js';
