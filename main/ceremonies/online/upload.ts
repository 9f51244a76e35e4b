import { describeFailure } from '../../../shared/describe-failure.js';
import type { Credential } from '../../../shared/domain/credential.js';
import type { Job } from '../../../shared/domain/job.js';
import type { CloudVersion, Key } from '../../../shared/domain/key.js';
import type { KeyGroup } from '../../../shared/domain/key-group.js';
import { ok, type Failure, type Result } from '../../../shared/result.js';
import { adoptKey } from '../../key-management/index.js';
import type { JobOptions } from '../../logging-and-reporting/index.js';
import { putUpload, uploadOf, type UploadRecord } from '../../store/tables/ceremony-files.js';
import { makeClosingRecord, readClosingRecord } from '../packages/closing-record.js';
import { readCeremonyPackage, type ReadCeremonyPackage, type ReadTravellingKey } from '../packages/ceremony-package.js';
import type { CeremonyKeks } from './ceremony-keks.js';
import { checkInBooks, checkInVault, checkSigner } from './check-package.js';
import { atVault, endOfKek } from './end-of-kek.js';
import type { OnlineParts } from './parts.js';
import { groupFor } from './upload-groups.js';

export interface UploadRequest {
  /** The ceremony package's bytes. */
  readonly file: Uint8Array;
  /** Name of the Cloud Credential. */
  readonly credential: string;
  /** The Ed25519 key of the air-gapped workstation, as it was told on another way. */
  readonly workstationKey: string;
  /** A KEK that was made with another tool is removed too; it is not ours, so only when asked for. */
  readonly removeKek?: boolean;
}

interface Checked {
  readonly file: ReadCeremonyPackage;
  readonly credential: Credential;
  /** Everything is in the vault already: what remains is the end of the KEK, at most. */
  readonly arrived: boolean;
  /** Uploaded and closed before. */
  readonly closed: boolean;
}

export interface UploadedKey {
  readonly group: string;
  readonly vault: string;
  readonly key: string;
  readonly version: string;
  readonly spkiSha256: string;
}

/** How far an upload came. `closing` is there when every key is in the vault and the KEK was looked after. */
export interface Upload {
  readonly ceremony: string;
  readonly practice: boolean;
  readonly keys: readonly UploadedKey[];
  readonly jobs: readonly Job[];
  readonly kekRemoved?: UploadRecord['kekRemoved'];
  readonly closing?: Uint8Array;
  /** Uploaded and closed at an earlier time, as the closing record says: nothing was done now. */
  readonly closedBefore?: { readonly at: string; readonly by: string };
  /** What stopped it. */
  readonly failure?: Failure;
}

interface Placed {
  readonly group: KeyGroup;
  readonly key: Pick<Key, 'id' | 'name'>;
  readonly travelling: ReadTravellingKey;
}

/** The way back of a ceremony: its package becomes versions in the vault, and a closing record. */
export class CeremonyUpload {
  readonly #parts: OnlineParts;
  readonly #keks: CeremonyKeks;

  constructor(parts: OnlineParts, keks: CeremonyKeks) {
    this.#parts = parts;
    this.#keks = keks;
  }

  /** Reads a package without doing anything with it: who says that it is signed, for whom it is. */
  read(file: Uint8Array): Result<ReadCeremonyPackage> {
    return readCeremonyPackage(file);
  }

  /** Whether it was uploaded and closed before. */
  isClosed({ sha256 }: ReadCeremonyPackage): boolean {
    return uploadOf(this.#parts.store, sha256)?.closing !== undefined;
  }

  /**
   * Checks the package against what was told, our books and the vault; then one job per key, the KEK's end, the closing
   * record. Nothing is written or sent before all of it was checked. Done again, it goes on where it stopped: what is in the
   * vault is not sent again. Codes of the package, of checkSigner, checkInBooks, checkInVault and groupFor.
   */
  async run(request: UploadRequest, options: JobOptions = {}): Promise<Result<Upload>> {
    const checked = await this.#checked(request, options);
    if (!checked.ok) {
      this.#refused(checked.failure);
      return checked;
    }
    const { file, credential } = checked.value;
    const known = uploadOf(this.#parts.store, file.sha256);
    if (known?.closing) return ok(this.#soFar(file, this.#find(file), [], known));
    const placed = this.#place(file, credential);
    if (!placed.ok) return placed;
    const jobs: Job[] = [];
    for (const one of placed.value) {
      if (this.#liveVersion(one)) continue;
      const job = await this.#parts.keyManagement.cloud.uploadWrapped(one.group, wrappedOf(one), options);
      if (!job.ok) return ok({ ...this.#soFar(file, placed.value, jobs), failure: job.failure });
      jobs.push(job.value);
      const failure = failureOf(job.value);
      if (failure) return ok({ ...this.#soFar(file, placed.value, jobs), failure });
    }
    return this.#close(checked.value, placed.value, { jobs, removeKek: request.removeKek === true });
  }

  /** What can be told without the vault: signer, mode, books, Key Groups. Codes as `run`. */
  check(request: Pick<UploadRequest, 'file' | 'credential' | 'workstationKey'>): Result<Checked> {
    const { clock, keyManagement } = this.#parts;
    const file = readCeremonyPackage(request.file);
    if (!file.ok) return file;
    const signer = checkSigner(file.value, request.workstationKey);
    if (!signer.ok) return signer;
    const designated = keyManagement.cloud.designated();
    if (!designated.ok) return designated;
    const credential = this.#parts.credentialByName(request.credential);
    if (!credential.ok) return credential;
    const closed = this.isClosed(file.value);
    const known = { file: file.value, credential: credential.value, closed };
    // What remains is the end of the KEK, which may be gone by now.
    if (closed || this.#isThere(file.value)) return ok({ ...known, arrived: true });
    const kek = this.#keks.byKid(file.value.kek.kid);
    const inBooks = checkInBooks(file.value, credential.value, kek, clock.now());
    if (!inBooks.ok) return inBooks;
    for (const key of file.value.keys) {
      const group = groupFor(this.#parts, key, credential.value);
      if (!group.ok) return group;
    }
    return ok({ ...known, arrived: false });
  }

  /** As `check`, and what the vault says of the KEK. */
  async #checked(request: UploadRequest, { signal }: JobOptions): Promise<Result<Checked>> {
    const checked = this.check(request);
    if (!checked.ok || checked.value.arrived) return checked;
    const { clock } = this.#parts;
    const { file } = checked.value;
    const inVault = await atVault(this.#parts, checked.value, (connection) =>
      checkInVault(file, connection, clock.now(), signal),
    );
    return inVault.ok ? checked : inVault;
  }

  /** Groups and keys, in one transaction with the upload's own row. */
  #place(file: ReadCeremonyPackage, credential: Credential): Result<readonly Placed[]> {
    const { store, clock, keyManagement } = this.#parts;
    const groups: KeyGroup[] = [];
    for (const key of file.keys) {
      const found = groupFor(this.#parts, key, credential);
      if (!found.ok) return found;
      const group = found.value ?? keyManagement.groups.create(newGroup(key, credential));
      if ('ok' in group && !group.ok) return group;
      groups.push('ok' in group ? group.value : group);
    }
    const names = groups.map((group) => keyManagement.keys.nextName(group));
    const practice = file.mode === 'PRACTICE' ? 'PRACTICE: ' : '';
    return store.commit((tx) => {
      const placed = file.keys.map((travelling, at): Placed => {
        const group = groups[at];
        const name = names[at];
        if (!group || name === undefined) throw new Error('Every key has its group.');
        const { spki, spkiSha256, thumbprint } = travelling;
        const adopted = { spki, spkiSha256, thumbprint, madeAt: Date.parse(file.madeAt) };
        const key = adoptKey(tx, store, { group, name, key: { ...adopted, source: 'ceremony', origin: 'ceremony' } });
        return { group, key, travelling };
      });
      const begun = uploadOf(store, file.sha256);
      if (!begun) {
        putUpload(tx, { packageSha256: file.sha256, ceremony: file.ceremony, begunAt: clock.now() });
        this.#append(tx, file.ceremony, {
          level: 'INFO',
          event: 'ceremony-upload-begun',
          message: `${practice}The package of the ceremony ${file.ceremony} with ${file.keys.length} key(s) is uploaded; SHA-256 ${file.sha256}, record ${file.record.headSha256}.`,
        });
      }
      return ok(placed);
    });
  }

  /** The KEK's end and the closing record. */
  async #close(
    checked: Checked,
    placed: readonly Placed[],
    { jobs, removeKek }: { readonly jobs: readonly Job[]; readonly removeKek: boolean },
  ): Promise<Result<Upload>> {
    const { store, clock, actor, workstationId, signer } = this.#parts;
    const { file } = checked;
    const so = this.#soFar(file, placed, jobs);
    const ended = await endOfKek(this.#parts, this.#keks, checked, removeKek);
    if (!ended.ok) return ok({ ...so, failure: ended.failure });
    const kekRemoved = ended.value;
    const keys = placed.map((one) => {
      const version = this.#liveVersion(one);
      if (!version) throw new Error('A key without its version is not closed.');
      const { group, vault, spkiSha256 } = one.travelling;
      return { group, vault, spkiSha256, kid: version.kid, version: version.version, pushedAt: version.pushedAt };
    });
    const closing = makeClosingRecord(
      file,
      { keys, kekRemoved, closedAt: clock.now(), closedBy: actor.name, workstationId },
      signer,
    );
    const begun = uploadOf(store, file.sha256);
    if (!begun) throw new Error('An upload that is closed was begun.');
    store.commit((tx) => {
      putUpload(tx, { ...begun, kekRemoved, closing });
      this.#append(tx, file.ceremony, {
        level: 'INFO',
        event: 'ceremony-closed',
        outcome: 'success',
        message: `${file.mode === 'PRACTICE' ? 'PRACTICE: ' : ''}The ceremony ${file.ceremony} is closed: ${keys.length} key(s) in the vault with the public keys of its record, KEK ${kekRemoved}.`,
      });
    });
    return ok({ ...so, kekRemoved, closing });
  }

  #soFar(file: ReadCeremonyPackage, placed: readonly Placed[], jobs: readonly Job[], known?: UploadRecord): Upload {
    const keys = placed.flatMap((one): UploadedKey[] => {
      const version = this.#liveVersion(one);
      const { group, vault, spkiSha256 } = one.travelling;
      return version ? [{ group, vault, key: one.key.name, version: version.version, spkiSha256 }] : [];
    });
    return {
      ceremony: file.ceremony,
      practice: file.mode === 'PRACTICE',
      keys,
      jobs,
      ...(known?.kekRemoved ? { kekRemoved: known.kekRemoved } : {}),
      ...(known?.closing ? { closing: known.closing, ...closedBefore(known.closing) } : {}),
    };
  }

  /** Where the keys of a package stand in our books, as far as they do. */
  #find(file: ReadCeremonyPackage): readonly Placed[] {
    const { groups, keys } = this.#parts.keyManagement;
    return file.keys.flatMap((travelling): Placed[] => {
      const group = groups.find(`${travelling.vault}/${travelling.group}`);
      if (!group.ok) return [];
      const key = keys.list(group.value).find(({ spkiSha256 }) => spkiSha256 === travelling.spkiSha256);
      return key ? [{ group: group.value, key, travelling }] : [];
    });
  }

  #isThere(file: ReadCeremonyPackage): boolean {
    const found = this.#find(file);
    return (
      uploadOf(this.#parts.store, file.sha256) !== undefined &&
      found.length === file.keys.length &&
      found.every((one) => this.#liveVersion(one) !== undefined)
    );
  }

  #liveVersion({ group, key }: Placed): CloudVersion | undefined {
    const now = this.#parts.keyManagement.keys.list(group).find(({ id }) => id === key.id);
    return now?.versions.findLast(({ state }) => state === 'live');
  }

  #refused(failure: Failure): void {
    const { store } = this.#parts;
    store.commit((tx) =>
      this.#append(tx, 'ceremony', {
        level: 'ERROR',
        event: 'ceremony-package-refused',
        outcome: 'failure',
        reason: failure.code,
        message: `A ceremony package was refused, and nothing was sent: ${describeFailure(failure)}`,
      }),
    );
  }

  #append(
    tx: Parameters<OnlineParts['log']['append']>[0],
    object: string,
    event: Omit<Parameters<OnlineParts['log']['append']>[1][number], 'service' | 'actor' | 'object'>,
  ): void {
    const { log, actor } = this.#parts;
    log.append(tx, [{ service: 'Azure Service', actor: actor.name, object, ...event }]);
  }
}

function closedBefore(closing: Uint8Array): Pick<Upload, 'closedBefore'> {
  const read = readClosingRecord(closing);
  return read.ok ? { closedBefore: { at: read.value.closedAt, by: read.value.closedBy } } : {};
}

function wrappedOf({ key, travelling }: Placed) {
  const { blob, validFor } = travelling;
  return { key, blob, ...(validFor === undefined ? {} : { validFor }) };
}

function newGroup(key: ReadTravellingKey, credential: Credential) {
  const { group: name, vault, type: keyType, usages, validFor } = key;
  return { name, vault, keyType, usages, credential: credential.name, ...(validFor === undefined ? {} : { validFor }) };
}

function failureOf(job: Job): Failure | undefined {
  if (job.state === 'succeeded' || job.state === 'succeeded-with-warnings') return undefined;
  return { code: job.failureCode ?? job.state, message: job.result ?? `The job ended as ${job.state}.` };
}
