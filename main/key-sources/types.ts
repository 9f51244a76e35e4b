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

/** Where private keys live. The private half never leaves a source but wrapped under a KEK. */
export interface KeySource {
  readonly kind: 'software';
  /** What the transfer blob's `generator` says: honest about the origin. */
  readonly generator: string;
  make(keyId: KeyId, keyType: KeyTypeName): Promise<MadeKey>;
  /** Answers the bytes of a .byok file. */
  wrap(request: WrapRequest): Result<Uint8Array>;
  /** Overwrites what the source holds in memory. */
  close(): void;
}
