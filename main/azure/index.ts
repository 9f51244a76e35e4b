export { EndpointStates } from './endpoint-states.js';
export { connectVault, type ConnectionParts } from './connect.js';
export { Pacer } from './pacing.js';
export { runPreflight } from './preflight.js';
export { preflightOutcome } from './preflight-checks.js';
export { checkCaFile, networkTransport, type NetworkOptions } from './transport.js';
export { vaultAddress } from './vault-address.js';
export type * from './types.js';
