import type { SecretPlace } from '../../shared/domain/credential.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { openKeytarStore } from './keytar-store.js';
import type { SecretStore } from './types.js';

export interface SecretPlaces {
  readonly sealed: SecretStore;
  /** `sealed-store`: the OS keychain is not asked for new secrets. Else it is taken where it can be used. */
  readonly prefer?: SecretPlace;
  readonly openKeytar?: () => Promise<Result<SecretStore>>;
  /** Where KEYFERRY_KEYCHAIN stands: `sealed` puts new secrets into the sealed store, whatever `prefer` says. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface ChosenStore {
  readonly store: SecretStore;
  /** One sentence for people: why it is this place. */
  readonly reason: string;
}

/** Where a new secret goes: the OS keychain where it can be used, the sealed store elsewhere. */
export async function chooseSecretStore(places: SecretPlaces): Promise<ChosenStore> {
  const { sealed, prefer, openKeytar = openKeytarStore, env = process.env } = places;
  const forced = env['KEYFERRY_KEYCHAIN'];
  if (forced === 'sealed') return { store: sealed, reason: 'The sealed store was chosen (KEYFERRY_KEYCHAIN=sealed).' };
  const unknown = forced ? ' KEYFERRY_KEYCHAIN was not heeded: the only value it knows is sealed.' : '';
  if (prefer === 'sealed-store') return { store: sealed, reason: `The sealed store was chosen.${unknown}` };
  const keychain = await openKeytar();
  return keychain.ok
    ? { store: keychain.value, reason: `The operating system's keychain answers.${unknown}` }
    : { store: sealed, reason: `${keychain.failure.message}${unknown}` };
}

/**
 * The place where an existing secret was put, whatever is chosen for new ones. It is not looked for elsewhere:
 * a keychain that has gone away is `keychain-unavailable`.
 */
export async function secretStoreFor(kind: SecretPlace, places: SecretPlaces): Promise<Result<SecretStore>> {
  if (kind === 'sealed-store') return ok(places.sealed);
  const keychain = await (places.openKeytar ?? openKeytarStore)();
  if (keychain.ok) return keychain;
  const { code, message } = keychain.failure;
  return fail(code, `The client secret is kept in the operating system's keychain. ${message}`, {
    advice:
      'Unlock the keychain and try again, or give the client secret again: credential update (with KEYFERRY_KEYCHAIN=sealed it then goes to the sealed store).',
  });
}
