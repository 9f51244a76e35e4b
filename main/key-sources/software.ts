import { randomBytes } from 'node:crypto';
import type { KeyTypeName } from '../../shared/azure/key-types.js';
import type { KeyId } from '../../shared/domain/ids.js';
import { fail, ok, type Result } from '../../shared/result.js';
import {
  generateKeyPair,
  makeTransferBlob,
  openOnce,
  overwrite,
  samePublicKey,
  sealOnce,
  spkiFromPkcs8,
  subKey,
} from '../crypto/index.js';
import type { EscrowedMaterial, EscrowRequest, KeySource, MadeKey, WrapRequest } from './types.js';

/** 32 bytes of key, sealed once: salt (16 or 32), ciphertext, tag. Its length stands in front as two bytes. */
const LENGTH_BYTES = 2;

/**
 * Keys made by this workstation's software. Two layers: the private key (PKCS#8) is sealed under a key of its own,
 * which is sealed under the source's sub-key of the master key; both are bound to the key's id.
 */
export class SoftwareKeySource implements KeySource {
  readonly kind = 'software';
  readonly generator = 'Keyferry 0.1.0; software key source (not an HSM)';
  readonly #sourceKey: Uint8Array;

  constructor(masterKey: Uint8Array) {
    this.#sourceKey = subKey(masterKey, 'keyferry/key-source/software');
  }

  async make(keyId: KeyId, keyType: KeyTypeName): Promise<MadeKey> {
    const pair = await generateKeyPair(keyType);
    try {
      return { spki: pair.spki, material: this.#seal(keyId, pair.pkcs8) };
    } finally {
      overwrite(pair.pkcs8);
    }
  }

  wrap(request: WrapRequest): Result<Uint8Array> {
    const pkcs8 = this.#open(request.keyId, request.material);
    if (!pkcs8.ok) return pkcs8;
    try {
      return makeTransferBlob({ pkcs8: pkcs8.value, kek: request.kek, generator: this.generator });
    } finally {
      overwrite(pkcs8.value);
    }
  }

  escrow(request: EscrowRequest, underKey: Uint8Array): Result<Uint8Array> {
    const pkcs8 = this.#open(request.keyId, request.material);
    if (!pkcs8.ok) return pkcs8;
    try {
      return ok(sealOnce(underKey, pkcs8.value, Buffer.from(request.boundTo, 'utf8')));
    } finally {
      overwrite(pkcs8.value);
    }
  }

  take(keyId: KeyId, escrowed: EscrowedMaterial, underKey: Uint8Array): Result<MadeKey> {
    const pkcs8 = openOnce(underKey, escrowed.sealed, Buffer.from(escrowed.boundTo, 'utf8'));
    if (!pkcs8.ok)
      return fail(
        'escrow-not-opened',
        'The key in the escrow file does not open: the file was changed, or is another.',
        {
          advice: 'Take the escrow file that was written together with these shares.',
        },
      );
    try {
      const spki = spkiFromPkcs8(pkcs8.value);
      if (!spki.ok || !samePublicKey(spki.value, escrowed.spki)) {
        return fail('escrow-other-key', 'The escrow file gives another public key than it says.', {
          advice: 'Do not use it. Take the escrow file that was written together with these shares.',
        });
      }
      return ok({ spki: escrowed.spki, material: this.#seal(keyId, pkcs8.value) });
    } finally {
      overwrite(pkcs8.value);
    }
  }

  close(): void {
    overwrite(this.#sourceKey);
  }

  #seal(keyId: KeyId, pkcs8: Uint8Array): Uint8Array {
    const ownKey = Uint8Array.from(randomBytes(32));
    try {
      const boundTo = Buffer.from(keyId, 'utf8');
      const sealedOwnKey = sealOnce(this.#sourceKey, ownKey, boundTo);
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt16BE(sealedOwnKey.length);
      return Uint8Array.from(Buffer.concat([length, sealedOwnKey, sealOnce(ownKey, pkcs8, boundTo)]));
    } finally {
      overwrite(ownKey);
    }
  }

  #open(keyId: KeyId, material: Uint8Array): Result<Uint8Array> {
    const boundTo = Buffer.from(keyId, 'utf8');
    const view = Buffer.from(material.buffer, material.byteOffset, material.byteLength);
    const end = LENGTH_BYTES + (view.length >= LENGTH_BYTES ? view.readUInt16BE() : 0);
    if (view.length <= end) return damaged();
    const ownKey = openOnce(this.#sourceKey, view.subarray(LENGTH_BYTES, end), boundTo);
    if (!ownKey.ok) return damaged();
    try {
      const pkcs8 = openOnce(ownKey.value, view.subarray(end), boundTo);
      return pkcs8.ok ? pkcs8 : damaged();
    } finally {
      overwrite(ownKey.value);
    }
  }
}

function damaged(): Result<never> {
  return fail('key-material-damaged', 'The sealed private key of this key cannot be opened.', {
    advice: 'Restore the data folder from its latest backup copy. Nothing was sent.',
  });
}
