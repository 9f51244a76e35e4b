import type { KeyTypeName } from '../azure/key-types.js';
import type { GroupId, KeyId } from './ids.js';

/** What became of a key in the vault: one row per version it was ever given. */
export interface CloudVersion {
  readonly keyId: KeyId;
  readonly version: string;
  readonly kid: string;
  readonly pushedAt: number;
  readonly expiresOn?: number;
  /** `live`: in the vault as far as we know. `disabled`: by us, its public key did not match or a newer one took over. `deleted`: Delete on Cloud Service. */
  readonly state: 'live' | 'disabled' | 'deleted';
  /** The active material under the group's name. */
  readonly active: boolean;
}

/** `ceremony`: made and held on another, air-gapped workstation; here is its public half only. */
export const KEY_SOURCES = ['software', 'ceremony'] as const;
export type KeySourceName = (typeof KEY_SOURCES)[number];
export const KEY_ORIGINS = ['random', 'rotation', 'ceremony', 'escrow'] as const;
export type KeyOrigin = (typeof KEY_ORIGINS)[number];

/** A Key: one private key inside a group. What is here is public; the private half stays in its key source. */
export interface Key {
  readonly id: KeyId;
  readonly groupId: GroupId;
  readonly name: string;
  readonly keyType: KeyTypeName;
  /** Which key source holds the private key; `software` is not an HSM and never said to be one; `ceremony`: it is not here. */
  readonly source: KeySourceName;
  readonly origin: KeyOrigin;
  /** SHA-256 over the SubjectPublicKeyInfo, lower-case hex. */
  readonly spkiSha256: string;
  /** RFC 7638 thumbprint, base64url. */
  readonly thumbprint: string;
  readonly createdAt: number;
  /** Newest last; empty: never pushed. */
  readonly versions: readonly CloudVersion[];
}

export type KeyState = 'active' | 'older' | 'never-pushed' | 'deleted-on-cloud' | 'disabled';

/** How a key stands in the vault, as the Keys view says it. */
export function keyState(key: Key): KeyState {
  if (key.versions.some((version) => version.active)) return 'active';
  if (key.versions.some((version) => version.state === 'live')) return 'older';
  if (key.versions.some((version) => version.state === 'disabled')) return 'disabled';
  return key.versions.length > 0 ? 'deleted-on-cloud' : 'never-pushed';
}
