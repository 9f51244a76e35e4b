import type { SecretPlace } from '../../shared/domain/credential.js';
import type { Result } from '../../shared/result.js';

/** Where client secrets are kept, by account. An account names what a secret belongs to; it is no secret itself. */
export interface SecretStore {
  readonly kind: SecretPlace;
  /** For people, to stand in a sentence: "the operating system's keychain". */
  describe(): string;
  /** ok(undefined): there is no secret under this account. Codes: `keychain-unavailable`, `secret-damaged`. */
  get(account: string): Promise<Result<string | undefined>>;
  /** After a `keychain-unavailable` for want of an answer the secret may still have been taken. */
  set(account: string, secret: string): Promise<Result<void>>;
  /** True when there was one. */
  remove(account: string): Promise<Result<boolean>>;
}
