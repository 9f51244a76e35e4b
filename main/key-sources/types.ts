import type { KeyTypeName } from '../../shared/azure/key-types.js';
import type { KeyId } from '../../shared/domain/ids.js';
import type { Result } from '../../shared/result.js';

/** A key just made: its public half, and what the source wants kept to find the private half again. */
export interface MadeKey {
  /** SubjectPublicKeyInfo DER. */
  readonly spki: Uint8Array;
  /** Opaque to everybody else: sealed bytes here, a handle in an HSM elsewhere. */
  readonly material: Uint8Array;
}

export interface WrapRequest {
  readonly keyId: KeyId;
  readonly material: Uint8Array;
  readonly kek: { readonly kid: string; readonly spki: Uint8Array };
}

/** A private key on its way into escrow, or out of it. `boundTo` names its place: sealed for one, it opens for no other. */
export interface EscrowRequest {
  readonly keyId: KeyId;
  readonly material: Uint8Array;
  readonly boundTo: string;
}

/** A private key as it lay in escrow. */
export interface EscrowedMaterial {
  readonly sealed: Uint8Array;
  readonly boundTo: string;
  /** SubjectPublicKeyInfo DER: what must come out. */
  readonly spki: Uint8Array;
}

/** Where private keys live. The private half never leaves a source but wrapped under a KEK, or sealed for escrow. */
export interface KeySource {
  readonly kind: 'software';
  /** What the transfer blob's `generator` says: honest about the origin. */
  readonly generator: string;
  make(keyId: KeyId, keyType: KeyTypeName): Promise<MadeKey>;
  /** Answers the bytes of a .byok file. */
  wrap(request: WrapRequest): Result<Uint8Array>;
  /** The private key sealed under a key of 32 bytes that is split among holders, and that the caller overwrites. */
  escrow(request: EscrowRequest, underKey: Uint8Array): Result<Uint8Array>;
  /**
   * Takes a key back out of escrow under an id of its own, sealed here as any key of this source. Codes
   * `escrow-not-opened`, `escrow-other-key` (another public key came out).
   */
  take(keyId: KeyId, escrowed: EscrowedMaterial, underKey: Uint8Array): Result<MadeKey>;
  /** Overwrites what the source holds in memory. */
  close(): void;
}
