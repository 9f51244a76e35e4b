import { createPrivateKey } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, inflateRawSync } from 'node:zlib';
import { spellings } from '../e2e/support/wire-secrets.js';

/** A secret that must stand nowhere, in all the ways it could be written. */
export interface Planted {
  readonly what: string;
  readonly ways: readonly Buffer[];
}

/** Bytes, as they are and spelled out. */
export function plantedBytes(what: string, bytes: Uint8Array): Planted {
  const plain = Buffer.from(bytes);
  return { what, ways: [plain, ...spellings(plain).map((text) => Buffer.from(text, 'latin1'))] };
}

/** A text, in the encodings in which programs keep texts. */
export function plantedText(what: string, text: string): Planted {
  const inJson = JSON.stringify(text).slice(1, -1);
  const plain = [text, inJson, encodeURIComponent(text), [...text].reverse().join('')];
  const ways = [
    ...plain.map((one) => Buffer.from(one, 'utf8')),
    Buffer.from(text, 'utf16le'),
    ...spellings(Buffer.from(text, 'utf8')).map((one) => Buffer.from(one, 'latin1')),
  ];
  return { what, ways };
}

/** A private key as PKCS#8: the number that matters, and the whole. */
export function plantedKey(what: string, pkcs8: Uint8Array): Planted {
  const jwk = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }).export({ format: 'jwk' });
  const number = Buffer.from(jwk.d ?? '', 'base64url');
  return { what, ways: [...plantedBytes(what, number).ways, ...plantedBytes(what, pkcs8).ways] };
}

/** The secrets that stand in these bytes, or in what is packed in them. */
export function found(secrets: readonly Planted[], bytes: Buffer): string[] {
  const places = [bytes, unpacked(bytes)].filter((one) => one !== undefined);
  return secrets
    .filter(({ ways }) => places.some((place) => ways.some((way) => place.includes(way))))
    .map(({ what }) => what);
}

/** `FILE: SECRET` for everything that stands in a folder, subfolders included. */
export function foundInFolder(secrets: readonly Planted[], folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      return found(secrets, readFileSync(path)).map((what) => `${path}: ${what}`);
    });
}

function unpacked(bytes: Buffer): Buffer | undefined {
  for (const open of [gunzipSync, inflateRawSync]) {
    try {
      return open(bytes);
    } catch {
      continue;
    }
  }
  return undefined;
}
