import { KEY_TYPES } from '../../shared/azure/key-types.js';
import { ok, type Failure, type Result } from '../../shared/result.js';
import { samePublicKey } from '../crypto/index.js';
import { makeCall, type CallParts, type CallRequest, type Outcome } from './calls.js';
import type { Clients, ConnectionParts } from './connect.js';
import { toDeletedState, toKeyVersion, type Expected } from './convert.js';
import { checkKek } from './kek.js';
import { allPages, deletedPages, propertiesOf } from './pages.js';
import { pushOnce } from './reconcile.js';
import { recoverKey } from './recover-key.js';
import { removeKey } from './remove-key.js';
import type {
  DeletedKeyState,
  ImportedVersion,
  ImportRequest,
  Kek,
  KekRequest,
  KeyVersion,
  KeyVersionProperties,
  RemovedKey,
  VaultConnection,
} from './types.js';

/** VaultConnection over the official SDK. */
export class KeyVaultConnection implements VaultConnection {
  readonly vaultUrl: string;
  readonly #vault: string;
  readonly #clients: Clients;
  readonly #parts: CallParts;

  constructor(vault: string, clients: Clients, parts: ConnectionParts) {
    this.#vault = vault;
    this.#clients = clients;
    this.vaultUrl = clients.address.url;
    this.#parts = { clock: parts.clock, pacer: parts.pacer, listener: parts.listener, recorder: clients.recorder };
  }

  get requestsSent(): number {
    return this.#clients.recorder.sent;
  }

  async warmUp(signal?: AbortSignal): Promise<Result<void>> {
    const found = await this.getKey('keyferry-warm-up', undefined, signal);
    return found.ok ? ok(undefined) : found;
  }

  createKek(request: KekRequest, signal?: AbortSignal): Promise<Result<Kek>> {
    return this.#parts.pacer.alone(this.#queue(request.name), () =>
      pushOnce<Kek>(this.#parts, signal, {
        what: `the KEK ${request.name}`,
        send: () => this.#sendKek(request, signal),
        find: async () => {
          const found = await this.#read('Get', request.name, undefined, () => this.#clients.keys.getKey(request.name));
          if (!found.ok) return found.failure.code === 'key-not-found' ? ok(undefined) : found;
          return checkKek(found.value, request, this.#clients.address.host);
        },
      }),
    );
  }

  importKey(request: ImportRequest, signal?: AbortSignal): Promise<Result<ImportedVersion>> {
    return this.#parts.pacer.alone(this.#queue(request.keyName), () =>
      pushOnce<ImportedVersion>(this.#parts, signal, {
        what: `the key ${request.keyName}`,
        send: () => this.#sendImport(request, signal),
        find: async () => {
          const found = await this.findByPublicKey(request.keyName, request.spki, request.knownVersions);
          if (!found.ok) return found;
          return ok(found.value ? { ...found.value, publicKeyMatches: true, reconciled: true } : undefined);
        },
      }),
    );
  }

  async findByPublicKey(
    keyName: string,
    spki: Uint8Array,
    knownVersions: ReadonlySet<string>,
    signal?: AbortSignal,
  ): Promise<Result<KeyVersion | undefined>> {
    const versions = await this.listVersions(keyName, signal);
    if (!versions.ok) return versions;
    const unknown = versions.value.filter((version) => !knownVersions.has(version.version));
    // The newest first: what was just sent is most likely there.
    unknown.sort((a, b) => (b.createdOn ?? 0) - (a.createdOn ?? 0));
    for (const { version } of unknown) {
      const found = await this.getKey(keyName, version, signal);
      if (!found.ok) return found;
      if (found.value && samePublicKey(found.value.spki, spki)) return found;
    }
    return ok(undefined);
  }

  async listVersions(keyName: string, signal?: AbortSignal): Promise<Result<readonly KeyVersionProperties[]>> {
    const listed = await this.#read('List', keyName, signal, () =>
      allPages(this.#clients.keys.listPropertiesOfKeyVersions(keyName, abort(signal)).byPage()),
    );
    if (!listed.ok) return listed.failure.code === 'key-not-found' ? ok([]) : listed;
    return propertiesOf(listed.value, this.#expected(keyName));
  }

  async listKeys(signal?: AbortSignal): Promise<Result<readonly KeyVersionProperties[]>> {
    const listed = await this.#read('List', undefined, signal, () =>
      allPages(this.#clients.keys.listPropertiesOfKeys(abort(signal)).byPage()),
    );
    return listed.ok ? propertiesOf(listed.value, this.#expected()) : listed;
  }

  /** The soft-deleted keys, with the tags they had. */
  async listDeletedKeys(signal?: AbortSignal): Promise<Result<readonly KeyVersionProperties[]>> {
    const listed = await this.#read('List', undefined, signal, () =>
      allPages(deletedPages(this.#clients.keys.listDeletedKeys(abort(signal)).byPage())),
    );
    return listed.ok ? propertiesOf(listed.value, this.#expected()) : listed;
  }

  async getKey(keyName: string, version?: string, signal?: AbortSignal): Promise<Result<KeyVersion | undefined>> {
    const options = { ...abort(signal), ...(version ? { version } : {}) };
    const found = await this.#read('Get', keyName, signal, () => this.#clients.keys.getKey(keyName, options));
    if (found.ok) return toKeyVersion(found.value, this.#expected(keyName));
    return found.failure.code === 'key-not-found' ? ok(undefined) : found;
  }

  disableVersion(keyName: string, version: string, signal?: AbortSignal): Promise<Result<void>> {
    return this.#setEnabled(keyName, version, false, signal);
  }

  enableVersion(keyName: string, version: string, signal?: AbortSignal): Promise<Result<void>> {
    return this.#setEnabled(keyName, version, true, signal);
  }

  recoverDeletedKey(keyName: string, signal?: AbortSignal): Promise<Result<void>> {
    return recoverKey(
      {
        clock: this.#parts.clock,
        sendRecover: () =>
          this.#read('Recover', keyName, signal, () =>
            this.#clients.keys.beginRecoverDeletedKey(keyName, abort(signal)),
          ),
        getKey: () => this.getKey(keyName, undefined, signal),
      },
      keyName,
      signal,
    );
  }

  async purgeDeletedKey(keyName: string, signal?: AbortSignal): Promise<Result<void>> {
    const purged = await this.#read('Purge', keyName, signal, () =>
      this.#clients.keys.purgeDeletedKey(keyName, abort(signal)),
    );
    return purged.ok || purged.failure.code === 'key-not-found' ? ok(undefined) : purged;
  }

  async #setEnabled(
    keyName: string,
    version: string,
    enabled: boolean,
    signal: AbortSignal | undefined,
  ): Promise<Result<void>> {
    const done = await this.#read('Update', keyName, signal, () =>
      this.#clients.keys.updateKeyProperties(keyName, version, { enabled, ...abort(signal) }),
    );
    return done.ok ? ok(undefined) : done;
  }

  async getDeletedKey(keyName: string, signal?: AbortSignal): Promise<Result<DeletedKeyState | undefined>> {
    const found = await this.#read('Get', keyName, signal, () =>
      this.#clients.keys.getDeletedKey(keyName, abort(signal)),
    );
    if (!found.ok) return found.failure.code === 'key-not-found' ? ok(undefined) : found;
    return toDeletedState(found.value);
  }

  removeKey(keyName: string, options: { readonly purge: boolean }, signal?: AbortSignal): Promise<Result<RemovedKey>> {
    return this.#parts.pacer.alone(this.#queue(keyName), () =>
      removeKey(
        {
          clock: this.#parts.clock,
          // The poller's first step is the DELETE itself; its own waiting has no time limit, so ours is used.
          sendDelete: () =>
            this.#read('Delete', keyName, signal, () => this.#clients.keys.beginDeleteKey(keyName, abort(signal))),
          sendPurge: (scheduledPurgeOn) =>
            this.#read(
              'Purge',
              keyName,
              signal,
              () => this.#clients.keys.purgeDeletedKey(keyName, abort(signal)),
              scheduledPurgeOn,
            ),
          getDeleted: () => this.getDeletedKey(keyName, signal),
        },
        keyName,
        options.purge,
        signal,
      ),
    );
  }

  async #sendKek(request: KekRequest, signal?: AbortSignal): Promise<Outcome<Kek>> {
    const outcome = await makeCall(this.#parts, this.#request('Create', request.name, signal, true), () =>
      this.#clients.keys.createRsaKey(request.name, {
        hsm: true,
        keySize: request.bits,
        keyOps: ['import'],
        expiresOn: new Date(request.expiresOn),
        tags: { ...request.tags },
      }),
    );
    return outcome.kind === 'done' ? toOutcome(checkKek(outcome.value, request, this.#clients.address.host)) : outcome;
  }

  async #sendImport(request: ImportRequest, signal?: AbortSignal): Promise<Outcome<ImportedVersion>> {
    const facts = KEY_TYPES[request.keyType];
    const jwk = {
      kty: facts.kty,
      ...(facts.kind === 'ec' ? { crv: facts.curve } : {}),
      keyOps: [...request.usages],
      t: request.blob,
    };
    const options = {
      enabled: true,
      ...(request.expiresOn === undefined ? {} : { expiresOn: new Date(request.expiresOn) }),
      ...(request.notBefore === undefined ? {} : { notBefore: new Date(request.notBefore) }),
      tags: { ...request.tags },
    };
    const outcome = await makeCall(this.#parts, this.#request('Import', request.keyName, signal, true), () =>
      this.#clients.keys.importKey(request.keyName, jwk, options),
    );
    if (outcome.kind !== 'done') return outcome;
    const version = toKeyVersion(outcome.value, this.#expected(request.keyName));
    // Something was imported, but nobody knows what: it is looked for by its public key.
    if (!version.ok) return { kind: 'unclear', failure: version.failure };
    const publicKeyMatches = samePublicKey(version.value.spki, request.spki);
    return { kind: 'done', value: { ...version.value, publicKeyMatches, reconciled: false } };
  }

  async #read<T>(
    permission: CallRequest['permission'],
    keyName: string | undefined,
    signal: AbortSignal | undefined,
    call: () => Promise<T>,
    scheduledPurgeOn?: number,
  ): Promise<Result<T>> {
    const request = this.#request(permission, keyName, signal, false);
    const outcome = await makeCall(
      this.#parts,
      { ...request, ...(scheduledPurgeOn === undefined ? {} : { scheduledPurgeOn }) },
      call,
    );
    return outcome.kind === 'done' ? ok(outcome.value) : failed(outcome.failure);
  }

  #request(
    permission: CallRequest['permission'],
    keyName: string | undefined,
    signal: AbortSignal | undefined,
    hsmWrite: boolean,
  ): CallRequest {
    const base = { host: this.#clients.address.host, vault: this.#vault, permission, hsmWrite, signal };
    return keyName === undefined ? base : { ...base, keyName };
  }

  #expected(name?: string): Expected {
    const { host } = this.#clients.address;
    return name === undefined ? { host } : { host, name };
  }

  #queue(keyName: string): string {
    return `${this.#clients.address.host}/${keyName}`;
  }
}

function abort(signal: AbortSignal | undefined): { readonly abortSignal?: AbortSignal } {
  return signal ? { abortSignal: signal } : {};
}

function failed(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure };
}

function toOutcome<T>(result: Result<T>): Outcome<T> {
  return result.ok ? { kind: 'done', value: result.value } : { kind: 'refused', failure: result.failure };
}
