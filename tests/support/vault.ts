import type { KeyTypeName } from '../../shared/azure/key-types.js';
import { KEY_TYPES } from '../../shared/azure/key-types.js';
import {
  connectVault,
  Pacer,
  type CallRecord,
  type ConnectionParts,
  type ImportRequest,
  type Kek,
  type Notice,
  type VaultConnection,
  type VaultTarget,
} from '../../main/azure/index.js';
import { makeTransferBlob } from '../../main/crypto/index.js';
import { parseFault, practiceHttpClient } from '../../main/practice-vault/index.js';
import { fixtureKey } from './fixture-keys.js';
import { must } from './must.js';
import { CLIENT, makePractice, SECRET, TENANT, VAULT, type Practice } from './practice.js';

export interface Connected extends Practice {
  readonly connection: VaultConnection;
  readonly parts: ConnectionParts;
  readonly target: VaultTarget;
  readonly calls: CallRecord[];
  readonly notices: Notice[];
  /** Adds a fault in the words of the command line. */
  fault(words: string): Promise<void>;
  /** How many versions the vault really holds under a name. */
  versionsOf(name: string): Promise<number>;
}

export const TARGET: VaultTarget = {
  cloud: 'practice',
  vaultName: VAULT,
  tenantId: TENANT,
  clientId: CLIENT,
  clientSecret: SECRET,
};

/** A connection of ours to a practice vault, with everything it told. */
export async function connected(change: Partial<VaultTarget> = {}): Promise<Connected> {
  const practice = await makePractice();
  const calls: CallRecord[] = [];
  const notices: Notice[] = [];
  const parts: ConnectionParts = {
    clock: practice.clock,
    pacer: new Pacer(practice.clock, () => 0),
    httpClient: practiceHttpClient(practice.service),
    listener: { onCall: (call) => void calls.push(call), onNotice: (notice) => void notices.push(notice) },
  };
  const target = { ...TARGET, ...change };
  return {
    ...practice,
    parts,
    target,
    calls,
    notices,
    connection: must(connectVault(target, parts)),
    fault: async (words) => {
      await practice.admin({ call: 'add-fault', fault: must(parseFault(words)) });
    },
    versionsOf: async (name) => {
      const { vaults } = await practice.admin({ call: 'overview' });
      return vaults[0]?.keys.find((key) => key.name === name && key.state === 'live')?.versions.length ?? 0;
    },
  };
}

/** A KEK with a fixed private key. */
export async function makeKek(connected: Connected, name = 'keyferry-kek-test'): Promise<Kek> {
  const expiresOn = connected.clock.now() + 3_600_000;
  return must(await connected.connection.createKek({ name, bits: 2048, expiresOn, tags: {} }));
}

export function importOf(kek: Kek, keyName = 'payroll', keyType: KeyTypeName = 'p-256'): ImportRequest {
  const { pkcs8, spki } = fixtureKey(keyType);
  const blob = must(makeTransferBlob({ pkcs8, kek, generator: 'test' }));
  return { keyName, keyType, usages: KEY_TYPES[keyType].usages, blob, spki, knownVersions: new Set(), tags: {} };
}
