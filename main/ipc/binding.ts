import { createHmac, randomBytes } from 'node:crypto';

/**
 * Binds an approval to a call and its argument. The argument may hold a passphrase: only its HMAC is kept, under a key that
 * this process forgets.
 */
export class Binding {
  readonly #key = randomBytes(32);

  of(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('hex');
  }
}
