import type { CloudName } from '../../shared/azure/clouds.js';
import type { KeyTypeName, KeyUsage } from '../../shared/azure/key-types.js';
import type { Result } from '../../shared/result.js';

/** Who we are and which vault is meant. The secret is read from the keychain for one connection and kept in memory only. */
export interface VaultTarget {
  readonly cloud: CloudName;
  readonly vaultName: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** One HTTP request as it was really sent; handed to the log. Holds no header, no body, no query, no secret. */
export interface CallRecord {
  readonly method: string;
  /** Host and path without query. */
  readonly url: string;
  /** HTTP status, or undefined when no answer came (reset, timeout, name not found). */
  readonly status?: number;
  /** x-ms-client-request-id: the correlation id in Key Vault's own audit log. */
  readonly clientRequestId: string;
  /** x-ms-request-id of the answer. */
  readonly serviceRequestId?: string;
  readonly startedAt: number;
  readonly durationMs: number;
  /** inner code or error code of a refused request, or the network error's code (ECONNRESET). */
  readonly errorCode?: string;
}

/** Something recoverable that happened on the way (throttled, repeated, reconciled): becomes a WARN. */
export interface Notice {
  readonly message: string;
  readonly clientRequestId?: string;
}

/** Where a connection tells what it does. */
export interface CallListener {
  onCall(call: CallRecord): void;
  onNotice(notice: Notice): void;
}

/** The key-encryption key made in the vault. */
export interface Kek {
  readonly name: string;
  /** Full versioned id. */
  readonly kid: string;
  /** SubjectPublicKeyInfo DER. */
  readonly spki: Uint8Array;
  readonly recoveryLevel: string;
}

export interface KekRequest {
  readonly name: string;
  readonly bits: 2048 | 3072 | 4096;
  /** UTC milliseconds. */
  readonly expiresOn: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface ImportRequest {
  readonly keyName: string;
  readonly keyType: KeyTypeName;
  readonly usages: readonly KeyUsage[];
  /** The whole .byok file. */
  readonly blob: Uint8Array;
  /** Our public key: what the answer must equal. */
  readonly spki: Uint8Array;
  /** Versions known before this import; reconciliation looks only at others. */
  readonly knownVersions: ReadonlySet<string>;
  readonly expiresOn?: number;
  readonly notBefore?: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** A version as a GET or an import answers it. */
export interface KeyVersion {
  readonly name: string;
  readonly version: string;
  readonly kid: string;
  readonly spki: Uint8Array;
  readonly enabled: boolean;
  readonly createdOn?: number;
  readonly expiresOn?: number;
  readonly recoveryLevel: string;
  /** For how many days a deleted key can be recovered in this vault; absent: the vault does not say. */
  readonly recoverableDays?: number;
  /** key_ops; absent: the vault does not say. */
  readonly usages?: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface ImportedVersion extends KeyVersion {
  /** False: Azure holds another public key than ours under this version. The caller disables it and reports an ERROR. */
  readonly publicKeyMatches: boolean;
  /** True: no clear answer came, and this version was found afterwards by its public key. */
  readonly reconciled: boolean;
}

/** A version as a list answers it: no public key in it. */
export interface KeyVersionProperties {
  readonly name: string;
  readonly version: string;
  readonly kid: string;
  readonly enabled: boolean;
  readonly createdOn?: number;
  readonly expiresOn?: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface DeletedKeyState {
  readonly recoveryLevel: string;
  readonly purgeable: boolean;
  /** UTC milliseconds at which Azure purges by itself; absent without soft delete. */
  readonly scheduledPurgeOn?: number;
}

export interface RemovedKey extends DeletedKeyState {
  /** `absent`: there was nothing to delete. */
  readonly outcome: 'absent' | 'deleted' | 'purged';
}

/** Everything Keyferry does in one vault with one credential. No method throws for what the service answers. */
export interface VaultConnection {
  readonly vaultUrl: string;
  /** How many HTTP requests this connection has sent so far, tokens and challenges included. */
  readonly requestsSent: number;
  /** One cheap GET first, so that token and challenge are settled before anything else (byok.md, "What bites" 4). */
  warmUp(signal?: AbortSignal): Promise<Result<void>>;
  /** Not repeated blindly: after an unclear answer the name is looked up first. Paced. */
  createKek(request: KekRequest, signal?: AbortSignal): Promise<Result<Kek>>;
  /** Sends one transfer blob; unclear answers are reconciled by public key, never guessed. Paced. */
  importKey(request: ImportRequest, signal?: AbortSignal): Promise<Result<ImportedVersion>>;
  /** The version (not in `knownVersions`) whose public key equals `spki`, if the vault holds one. */
  findByPublicKey(
    keyName: string,
    spki: Uint8Array,
    knownVersions: ReadonlySet<string>,
    signal?: AbortSignal,
  ): Promise<Result<KeyVersion | undefined>>;
  listVersions(keyName: string, signal?: AbortSignal): Promise<Result<readonly KeyVersionProperties[]>>;
  /** Names and tags of all keys in the vault (to find KEKs left behind). */
  listKeys(signal?: AbortSignal): Promise<Result<readonly KeyVersionProperties[]>>;
  /** The current version (or the given one); undefined when the vault has no such key. */
  getKey(keyName: string, version?: string, signal?: AbortSignal): Promise<Result<KeyVersion | undefined>>;
  disableVersion(keyName: string, version: string, signal?: AbortSignal): Promise<Result<void>>;
  enableVersion(keyName: string, version: string, signal?: AbortSignal): Promise<Result<void>>;
  /** Brings a soft-deleted key back with all its versions, and waits until it can be used. Code `still-recovering`. */
  recoverDeletedKey(keyName: string, signal?: AbortSignal): Promise<Result<void>>;
  /** Gone for good; nothing is left to purge: done already. */
  purgeDeletedKey(keyName: string, signal?: AbortSignal): Promise<Result<void>>;
  /** The soft-deleted key of that name; undefined when there is none. */
  getDeletedKey(keyName: string, signal?: AbortSignal): Promise<Result<DeletedKeyState | undefined>>;
  /** Deletes all versions, waits until the vault says it is done, purges if `purge` and recoveryLevel allows it. */
  removeKey(keyName: string, options: { readonly purge: boolean }, signal?: AbortSignal): Promise<Result<RemovedKey>>;
}

/** One line of a pre-flight's list. */
export interface PreflightCheck {
  readonly id:
    | 'name-resolves'
    | 'tls'
    | 'token'
    | 'tenant'
    | 'get'
    | 'list'
    | 'create'
    | 'import'
    | 'delete'
    | 'purge'
    | 'premium'
    | 'soft-delete'
    | 'clock';
  readonly title: string;
  readonly outcome: 'passed' | 'warning' | 'failed' | 'not-checked';
  /** What was found. */
  readonly finding: string;
  /** The one thing to do about it; absent when there is nothing to do. */
  readonly advice?: string;
  readonly requestId?: string;
}
