import type { SecretPlace } from '../../shared/domain/credential.js';
import type { Result } from '../../shared/result.js';
import { chooseSecretStore, secretStoreFor, type ChosenStore, type SecretPlaces } from './choose.js';
import { openKeytarStore } from './keytar-store.js';
import type { SecretStore } from './types.js';

/**
 * The places for secrets while the workstation runs. The OS keychain is tried out when first needed and then kept;
 * one that could not be used is asked again the next time, since somebody may have unlocked it meanwhile.
 */
export class Keychain {
  readonly #places: SecretPlaces;
  #opening: Promise<Result<SecretStore>> | undefined;

  constructor(places: SecretPlaces) {
    const open = places.openKeytar ?? openKeytarStore;
    this.#places = { ...places, openKeytar: () => this.#keep(open) };
  }

  forNewSecrets(): Promise<ChosenStore> {
    return chooseSecretStore(this.#places);
  }

  at(place: SecretPlace): Promise<Result<SecretStore>> {
    return secretStoreFor(place, this.#places);
  }

  async #keep(open: () => Promise<Result<SecretStore>>): Promise<Result<SecretStore>> {
    const opening = (this.#opening ??= open());
    const opened = await opening;
    if (!opened.ok && this.#opening === opening) this.#opening = undefined;
    return opened;
  }
}
