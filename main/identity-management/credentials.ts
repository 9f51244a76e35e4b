import { randomUUID } from 'node:crypto';
import type { Actor } from '../../shared/domain/actor.js';
import {
  clientSecret,
  credentialFields,
  type Credential,
  type CredentialFields,
} from '../../shared/domain/credential.js';
import { asId, type CredentialId } from '../../shared/domain/ids.js';
import type { NewLogEvent } from '../../shared/domain/log-event.js';
import { fail, ok, type Result } from '../../shared/result.js';
import type { PreflightCheck, VaultTarget } from '../azure/types.js';
import type { Clock } from '../clock/clock.js';
import type { Keychain } from '../keychain/index.js';
import type { SystemLog } from '../logging-and-reporting/index.js';
import {
  credentialById,
  credentialByName,
  deleteCredential,
  listCredentials,
  putCredential,
} from '../store/tables/credentials.js';
import { groupsOfCredential } from '../store/tables/groups.js';
import type { Store, Transaction } from '../store/types.js';
import { firstIssue } from '../../shared/first-issue.js';

export interface CredentialParts {
  readonly store: Store;
  readonly log: SystemLog;
  readonly clock: Clock;
  readonly keychain: Keychain;
  readonly actor: Actor;
  /** Accounts in the OS keychain are told apart by workstation. */
  readonly workstationId: string;
}

/** What Add Cloud Credential takes beside the secret. */
export type NewCredential = CredentialFields & {
  /** When the secret expires, as the portal says it; UTC milliseconds. */
  readonly secretExpiresOn?: number;
};

export type CredentialChange = Partial<CredentialFields> & {
  readonly secret?: string;
  /** null takes it away. A new secret takes the old one's expiry away too. */
  readonly secretExpiresOn?: number | null;
};

/** What a pre-flight found, and the events of its requests. */
export interface CredentialTest {
  readonly outcome: 'passed' | 'warning' | 'failed';
  readonly checks: readonly PreflightCheck[];
  readonly events: readonly (NewLogEvent & { readonly time: number })[];
}

/** Identity Management > Cloud Credentials. The client secret goes to the keychain at once and is never shown again. */
export class CloudCredentials {
  readonly #parts: CredentialParts;

  constructor(parts: CredentialParts) {
    this.#parts = parts;
  }

  list(): Credential[] {
    return listCredentials(this.#parts.store);
  }

  /** Code `credential-not-found`. */
  find(name: string): Result<Credential> {
    const found = credentialByName(this.#parts.store, name);
    return found
      ? ok(found)
      : fail('credential-not-found', `There is no Cloud Credential ${name}.`, {
          advice: 'See them all: credential list.',
        });
  }

  /** Code `credential-not-found`. */
  byId(id: CredentialId): Result<Credential> {
    const found = credentialById(this.#parts.store, id);
    return found
      ? ok(found)
      : fail('credential-not-found', 'The Cloud Credential of this group is gone.', {
          advice: 'Give the group another one: group edit GROUP --credential NAME.',
        });
  }

  /** Codes `bad-input`, `name-taken`, `keychain-unavailable`. */
  async add(wanted: NewCredential, secret: string): Promise<Result<Credential>> {
    const { secretExpiresOn, ...fields } = wanted;
    const checked = checkFields(fields);
    if (!checked.ok) return checked;
    const checkedSecret = checkSecret(secret);
    if (!checkedSecret.ok) return checkedSecret;
    const { store, clock, keychain } = this.#parts;
    const free = this.#nameIsFree(checked.value.name);
    if (!free.ok) return free;
    const { store: place } = await keychain.forNewSecrets();
    const id = asId.credential(randomUUID());
    const credential: Credential = {
      ...checked.value,
      id,
      secretKeptIn: place.kind,
      createdAt: clock.now(),
      ...(secretExpiresOn === undefined ? {} : { secretExpiresOn }),
    };
    const kept = await place.set(this.#account(id), checkedSecret.value);
    if (!kept.ok) return kept;
    try {
      store.commit((tx) => {
        putCredential(tx, credential);
        this.#log(
          tx,
          'credential-added',
          credential,
          `Cloud Credential ${credential.name} added; its client secret is in ${place.describe()}.`,
        );
      });
    } catch (error) {
      // A secret that no credential knows of would stay in the keychain for good.
      await place.remove(this.#account(id));
      throw error;
    }
    return ok(credential);
  }

  /** Codes as `add`, and `credential-not-found`. A new secret goes where new secrets go now. */
  async update(name: string, change: CredentialChange): Promise<Result<Credential>> {
    const found = this.find(name);
    if (!found.ok) return found;
    const { secret, secretExpiresOn, ...fields } = change;
    const old = found.value;
    const wanted = { name: old.name, cloud: old.cloud, tenantId: old.tenantId, clientId: old.clientId, ...fields };
    const checked = checkFields(wanted);
    if (!checked.ok) return checked;
    if (checked.value.name.toLowerCase() !== old.name.toLowerCase()) {
      const free = this.#nameIsFree(checked.value.name);
      if (!free.ok) return free;
    }
    const place = secret === undefined ? ok(old.secretKeptIn) : await this.#replaceSecret(old, secret);
    if (!place.ok) return place;
    const updated: Credential = { ...afterChange(old, change), ...checked.value, secretKeptIn: place.value };
    this.#parts.store.commit((tx) => {
      putCredential(tx, updated);
      const replaced = secret === undefined ? '' : ' Its client secret was replaced.';
      const expires = secretExpiresOn == null ? '' : ` Its client secret expires on ${day(secretExpiresOn)}.`;
      this.#log(tx, 'credential-updated', updated, `Cloud Credential ${updated.name} updated.${replaced}${expires}`);
    });
    return ok(updated);
  }

  /** Code `credential-in-use` while a group needs it. */
  async remove(name: string): Promise<Result<Credential>> {
    const found = this.find(name);
    if (!found.ok) return found;
    const { store, keychain } = this.#parts;
    const groups = groupsOfCredential(store, found.value.id);
    if (groups.length > 0) {
      return fail(
        'credential-in-use',
        `The Cloud Credential ${found.value.name} is used by ${groups.map((group) => group.name).join(', ')}.`,
        {
          advice: 'Give those groups another credential, or remove them first.',
        },
      );
    }
    const place = await keychain.at(found.value.secretKeptIn);
    if (!place.ok) return place;
    const removed = await place.value.remove(this.#account(found.value.id));
    if (!removed.ok) return removed;
    store.commit((tx) => {
      deleteCredential(tx, found.value.id);
      this.#log(
        tx,
        'credential-removed',
        found.value,
        `Cloud Credential ${found.value.name} and its client secret removed.`,
      );
    });
    return found;
  }

  /** What a connection needs, the secret read from where it is kept. Codes `keychain-unavailable`, `secret-missing`. */
  async target(credential: Credential, vaultName: string): Promise<Result<VaultTarget>> {
    const place = await this.#parts.keychain.at(credential.secretKeptIn);
    if (!place.ok) return place;
    const secret = await place.value.get(this.#account(credential.id));
    if (!secret.ok) return secret;
    if (secret.value === undefined) {
      return fail(
        'secret-missing',
        `The client secret of ${credential.name} is not in ${place.value.describe()} any more.`,
        {
          advice: `Give it again: credential update ${credential.name} --secret-file FILE.`,
        },
      );
    }
    const { cloud, tenantId, clientId } = credential;
    return ok({ cloud, vaultName, tenantId, clientId, clientSecret: secret.value });
  }

  /** Keeps what a pre-flight found, with the events it gathered on its way. */
  noteTest(credential: Credential, vault: string, test: CredentialTest): void {
    const { store, clock, log, actor } = this.#parts;
    const { outcome, checks, events } = test;
    const failed = checks.filter((check) => check.outcome === 'failed').map((check) => check.title);
    const level = outcome === 'passed' ? 'INFO' : outcome === 'warning' ? 'WARN' : 'ERROR';
    const found = failed.length > 0 ? ` Failed: ${failed.join(', ')}.` : '';
    const object = `${credential.name}/${vault}`;
    const message = `Pre-flight of ${credential.name} at the vault ${vault}: ${outcome}.${found}`;
    store.commit((tx) => {
      // It took its time: what was tested may have been changed or removed meanwhile.
      const now = credentialById(tx, credential.id);
      if (now && isSameLogin(now, credential))
        putCredential(tx, { ...now, lastTestAt: clock.now(), lastTestOutcome: outcome });
      log.append(tx, [
        ...events,
        { service: 'Azure Service', level, event: 'credential-tested', actor: actor.name, object, message },
      ]);
    });
  }

  async #replaceSecret(old: Credential, secret: string): Promise<Result<Credential['secretKeptIn']>> {
    const checked = checkSecret(secret);
    if (!checked.ok) return checked;
    const { store: place } = await this.#parts.keychain.forNewSecrets();
    const kept = await place.set(this.#account(old.id), checked.value);
    if (!kept.ok) return kept;
    if (place.kind !== old.secretKeptIn) {
      // The old one is worth removing, but a keychain that is gone does not stop the new one from being used.
      const before = await this.#parts.keychain.at(old.secretKeptIn);
      if (before.ok) await before.value.remove(this.#account(old.id));
    }
    return ok(place.kind);
  }

  #nameIsFree(name: string): Result<void> {
    return credentialByName(this.#parts.store, name)
      ? fail('name-taken', `There is a Cloud Credential ${name} already.`, {
          advice: 'Choose another name, or change that one: credential update.',
        })
      : ok(undefined);
  }

  #account(id: CredentialId): string {
    return `${this.#parts.workstationId}/${id}`;
  }

  #log(tx: Transaction, event: string, credential: Credential, message: string): void {
    this.#parts.log.append(tx, [
      { service: 'Identity', level: 'INFO', event, actor: this.#parts.actor.name, object: credential.name, message },
    ]);
  }
}

/** What is known of a credential after a change: a test tells nothing of other fields, an expiry nothing of another secret. */
function afterChange(old: Credential, change: CredentialChange): Credential {
  const { secretExpiresOn: wanted, ...others } = change;
  const { lastTestAt, lastTestOutcome, secretExpiresOn: before, ...rest } = old;
  const tested = Object.keys(others).length === 0;
  const expires = wanted === undefined && change.secret === undefined ? before : wanted;
  return {
    ...rest,
    ...(tested && lastTestAt !== undefined ? { lastTestAt } : {}),
    ...(tested && lastTestOutcome !== undefined ? { lastTestOutcome } : {}),
    ...(expires == null ? {} : { secretExpiresOn: expires }),
  };
}

function day(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}

function isSameLogin(one: Credential, other: Credential): boolean {
  return one.cloud === other.cloud && one.tenantId === other.tenantId && one.clientId === other.clientId;
}

function checkFields(fields: CredentialFields): Result<CredentialFields> {
  const parsed = credentialFields.safeParse(fields);
  return parsed.success ? ok(parsed.data) : firstIssue(parsed.error);
}

function checkSecret(secret: string): Result<string> {
  const parsed = clientSecret.safeParse(secret);
  return parsed.success ? ok(parsed.data) : firstIssue(parsed.error);
}
