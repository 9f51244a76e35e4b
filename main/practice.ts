import { join } from 'node:path';
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { Result } from '../shared/result.js';
import { ok } from '../shared/result.js';
import { networkTransport } from './azure/index.js';
import type { Clock } from './clock/clock.js';
import {
  folderStorage,
  localAdmin,
  practiceHttpClient,
  PracticeService,
  readServing,
  remoteAdmin,
  type PracticeAdmin,
} from './practice-vault/index.js';

/** The practice vault of a data folder, as it can be reached now. */
export interface PracticeAccess {
  readonly httpClient: HttpClient;
  readonly admin: PracticeAdmin;
  /** The process that serves it over HTTPS; undefined: it runs in this process. */
  readonly servedBy?: { readonly pid: number; readonly port: number };
}

/** Where a data folder keeps its practice vault. */
export function practiceFolder(dataFolder: string): string {
  return join(dataFolder, 'practice-vault');
}

/** The served practice vault where `practice-vault serve` runs on this data folder, one of our own elsewhere. */
export function openPractice(dataFolder: string, clock: Clock): Result<PracticeAccess> {
  const folder = practiceFolder(dataFolder);
  const serving = readServing(folder);
  if (!serving) {
    const service = new PracticeService({ clock, storage: folderStorage(folder) });
    return ok({ httpClient: practiceHttpClient(service), admin: localAdmin(service) });
  }
  const httpClient = networkTransport({ caFile: serving.caFile, practicePort: serving.port });
  if (!httpClient.ok) return httpClient;
  const { pid, port } = serving;
  return ok({ httpClient: httpClient.value, admin: remoteAdmin(serving), servedBy: { pid, port } });
}
