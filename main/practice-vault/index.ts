export { localAdmin, type AdminCall, type KeyOverview, type PracticeAdmin, type PracticeOverview } from './admin.js';
export { FAULT_KINDS, formatFault, OPERATIONS, parseFault, type Fault } from './faults.js';
export { practiceHttpClient } from './http-client.js';
export { serveOverHttps, type ServingPractice } from './https-door.js';
export { PracticeService, type PracticeParts } from './service.js';
export { readServing, remoteAdmin, type Serving } from './serving.js';
export { PERMISSIONS, type Permission } from './state.js';
export { folderStorage, memoryStorage, type PracticeStorage } from './storage.js';
