import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  fromBase32,
  makeBoxKeys,
  openBox,
  sealFor,
  signerOf,
  toBase32,
  verifySignature,
  workstationSigner,
} from '../../main/crypto/index.js';
import { must, mustFail } from '../support/must.js';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

describe('Ed25519', () => {
  test('gives the signature of RFC 8032, 7.1, test 3', () => {
    const signer = signerOf(hex('c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7'));
    const signature =
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a';
    expect(Buffer.from(signer.publicKey).toString('hex')).toBe(
      'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    );
    expect(Buffer.from(signer.sign(hex('af82'))).toString('hex')).toBe(signature);
    expect(verifySignature(signer.publicKey, hex('af82'), hex(signature))).toBe(true);
    expect(verifySignature(signer.publicKey, hex('af83'), hex(signature))).toBe(false);
    expect(verifySignature(signer.publicKey.slice(1), hex('af82'), hex(signature))).toBe(false);
    expect(verifySignature(signer.publicKey, hex('af82'), hex(signature.slice(2)))).toBe(false);
  });

  test('is verified by node:crypto, and verifies what node:crypto signed', () => {
    const privateKey = new Uint8Array(32).fill(7);
    const signer = signerOf(privateKey);
    const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), privateKey]);
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    const data = Buffer.from('a checkpoint');
    expect(verify(null, data, createPublicKey(key), Buffer.from(signer.sign(data)))).toBe(true);
    expect(verifySignature(signer.publicKey, data, Uint8Array.from(sign(null, data, key)))).toBe(true);
  });

  test('a workstation has one key, and signs no more when it is sealed', () => {
    const master = new Uint8Array(32).fill(1);
    const [one, again] = [workstationSigner(master), workstationSigner(master)];
    expect(one.publicKey).toEqual(again.publicKey);
    expect(workstationSigner(new Uint8Array(32).fill(2)).publicKey).not.toEqual(one.publicKey);
    one.close();
    expect(() => one.sign(new Uint8Array(1))).toThrow('closed');
    expect(again.sign(new Uint8Array(1))).toHaveLength(64);
  });
});

describe('what is sealed for a public key', () => {
  const AAD = Buffer.from('Ada');
  const DATA = Buffer.from('a share of the master key');

  test('opens for its owner alone, in its place alone, unchanged alone', () => {
    const [ada, ben] = [makeBoxKeys(), makeBoxKeys()];
    const sealed = sealFor(ada.publicKey, DATA, AAD);
    expect(Buffer.from(must(openBox(ada.privateKey, sealed, AAD)))).toEqual(DATA);
    expect(mustFail(openBox(ben.privateKey, sealed, AAD)).code).toBe('not-opened');
    expect(mustFail(openBox(ada.privateKey, sealed, Buffer.from('Ben'))).code).toBe('not-opened');
    for (let at = 0; at < sealed.length; at += 7) {
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(mustFail(openBox(ada.privateKey, changed, AAD)).code).toBe('not-opened');
    }
    for (const short of [new Uint8Array(0), sealed.slice(0, 47), new Uint8Array(100)])
      expect(mustFail(openBox(ada.privateKey, short, AAD)).code).toBe('not-opened');
  });

  test('twice the same looks different', () => {
    const { publicKey } = makeBoxKeys();
    expect(sealFor(publicKey, DATA, AAD)).not.toEqual(sealFor(publicKey, DATA, AAD));
  });
});

describe('Base32 for paper', () => {
  test('comes back whatever its length, in any case, with what people write for 0 and 1', () => {
    for (let length = 0; length < 50; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, at) => (at * 37 + length) % 256);
      expect(fromBase32(toBase32(bytes).toLowerCase())).toEqual(bytes);
    }
    expect(toBase32(hex('00443214c7'))).toHaveLength(8);
    expect(fromBase32('oOiI-lL 00')).toEqual(fromBase32('00111100'));
    for (const wrong of ['U0', '!', '0000000', 'Z'])
      expect([wrong, fromBase32(wrong)]).toEqual([wrong, wrong === '0000000' ? hex('00000000') : undefined]);
  });
});
