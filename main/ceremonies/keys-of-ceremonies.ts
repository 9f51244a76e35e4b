import { CeremonyKeys } from './keys/ceremony-work.js';
import type { CeremonyKeyParts } from './keys/parts.js';
import { CeremonyKeks } from './online/ceremony-keks.js';
import type { OnlineParts } from './online/parts.js';
import { Escrows } from './online/recover-into.js';
import { CeremonyUpload } from './online/upload.js';

/** What touches keys at a ceremony, and the files that travel. */
export interface KeysOfCeremonies {
  /** On the air-gapped workstation. */
  readonly work: CeremonyKeys;
  /** On the online workstation. */
  readonly keks: CeremonyKeks;
  readonly upload: CeremonyUpload;
  readonly escrows: Escrows;
}

/** Builds them from their parts. */
export function makeKeysOfCeremonies(parts: CeremonyKeyParts & OnlineParts): KeysOfCeremonies {
  const keks = new CeremonyKeks(parts);
  return {
    work: new CeremonyKeys(parts),
    keks,
    upload: new CeremonyUpload(parts, keks),
    escrows: new Escrows(parts),
  };
}
