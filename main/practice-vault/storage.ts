import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { emptyService, keyState, serviceState, type KeyState, type ServiceState } from './state.js';

/** Where the practice vault keeps its state. */
export interface PracticeStorage {
  readService(): ServiceState;
  writeService(state: ServiceState): void;
  readKeys(vault: string): KeyState[];
  writeKey(vault: string, key: KeyState): void;
  removeKey(vault: string, name: string): void;
  clear(): void;
}

/** State that is gone with the process. */
export function memoryStorage(): PracticeStorage {
  let service = emptyService();
  const vaults = new Map<string, Map<string, KeyState>>();
  const keysOf = (vault: string): Map<string, KeyState> => {
    const keys = vaults.get(vault) ?? new Map<string, KeyState>();
    vaults.set(vault, keys);
    return keys;
  };
  return {
    readService: () => service,
    writeService: (state) => {
      service = state;
    },
    readKeys: (vault) => [...keysOf(vault).values()],
    writeKey: (vault, key) => void keysOf(vault).set(key.name.toLowerCase(), key),
    removeKey: (vault, name) => void keysOf(vault).delete(name.toLowerCase()),
    clear: () => {
      service = emptyService();
      vaults.clear();
    },
  };
}

/** State in a folder (0700; files 0600), one file per key, each replaced in one step: a kill leaves no half file. */
export function folderStorage(folder: string): PracticeStorage {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const servicePath = join(folder, 'service.json');
  const vaultFolder = (vault: string): string => join(folder, 'vaults', vault.toLowerCase());
  const keyPath = (vault: string, name: string): string => join(vaultFolder(vault), `${name.toLowerCase()}.json`);
  return {
    readService: () =>
      existsSync(servicePath) ? serviceState.parse(JSON.parse(readFileSync(servicePath, 'utf8'))) : emptyService(),
    writeService: (state) => replaceFile(servicePath, state),
    readKeys: (vault) => {
      const path = vaultFolder(vault);
      if (!existsSync(path)) return [];
      return readdirSync(path)
        .filter((name) => name.endsWith('.json'))
        .map((name) => keyState.parse(JSON.parse(readFileSync(join(path, name), 'utf8'))));
    },
    writeKey: (vault, key) => {
      mkdirSync(vaultFolder(vault), { recursive: true, mode: 0o700 });
      replaceFile(keyPath(vault, key.name), key);
    },
    removeKey: (vault, name) => rmSync(keyPath(vault, name), { force: true }),
    clear: () => {
      rmSync(join(folder, 'vaults'), { recursive: true, force: true });
      rmSync(servicePath, { force: true });
    },
  };
}

function replaceFile(path: string, value: unknown): void {
  const aside = `${path}.new`;
  const descriptor = openSync(aside, 'w', 0o600);
  try {
    const bytes = Buffer.from(JSON.stringify(value));
    for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(aside, path);
}
