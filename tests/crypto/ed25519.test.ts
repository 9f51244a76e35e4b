import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { signerOfPem, signerOf, verifySignature, workstationSigner } from '../../main/crypto/index.js';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

/** RFC 8032, 7.1: seed, public key, message, signature. */
const VECTORS = [
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
] as const;

describe('Ed25519', () => {
  test.each(VECTORS)('signs as RFC 8032 does, seed %s', (seed, publicKey, message, signature) => {
    const signer = signerOf(hex(seed));
    expect(Buffer.from(signer.publicKey).toString('hex')).toBe(publicKey);
    expect(Buffer.from(signer.sign(hex(message))).toString('hex')).toBe(signature);
    expect(verifySignature(hex(publicKey), hex(message), hex(signature))).toBe(true);
  });

  test('a changed message, signature or key is refused, and so is what is none', () => {
    const signer = signerOf(hex(VECTORS[0][0]));
    const message = Buffer.from('a checkpoint');
    const signature = signer.sign(message);
    const flipped = Uint8Array.from(signature);
    flipped[3] = (flipped[3] ?? 0) ^ 1;
    expect(verifySignature(signer.publicKey, message, signature)).toBe(true);
    expect(verifySignature(signer.publicKey, Buffer.from('a checkpoinT'), signature)).toBe(false);
    expect(verifySignature(signer.publicKey, message, flipped)).toBe(false);
    expect(verifySignature(hex(VECTORS[1][1]), message, signature)).toBe(false);
    expect(verifySignature(signer.publicKey.subarray(1), message, signature)).toBe(false);
    expect(verifySignature(signer.publicKey, message, signature.subarray(1))).toBe(false);
    expect(verifySignature(new Uint8Array(32).fill(255), message, signature)).toBe(false);
  });

  test("a workstation's key follows from its master key, and from nothing else", () => {
    const one = workstationSigner(new Uint8Array(32).fill(1));
    const again = workstationSigner(new Uint8Array(32).fill(1));
    const other = workstationSigner(new Uint8Array(32).fill(2));
    expect(again.publicKey).toEqual(one.publicKey);
    expect(other.publicKey).not.toEqual(one.publicKey);
    const message = Buffer.from('x');
    expect(again.sign(message)).toEqual(one.sign(message));
    one.close();
    expect(() => one.sign(message)).toThrow('closed');
  });

  test('a key of OpenSSL is taken as PEM; other keys and other texts are not', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const signer = signerOfPem(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
    const message = Buffer.from('y');
    expect(signer && verify(null, message, publicKey, signer.sign(message))).toBe(true);
    const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(signerOfPem(p256.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString())).toBeUndefined();
    expect(signerOfPem('no key')).toBeUndefined();
  });

  test('node itself finds the same signature under the same key', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const signer = signerOfPem(pem);
    const message = Buffer.from('z');
    expect(Buffer.from(signer?.sign(message) ?? [])).toEqual(sign(null, message, createPrivateKey(pem)));
    const spki = createPublicKey(createPrivateKey(pem)).export({ format: 'der', type: 'spki' });
    expect(Buffer.from(signer?.publicKey ?? [])).toEqual(spki.subarray(12));
  });
});
