import type { PipelineRequest } from '@azure/core-rest-pipeline';
import { createPrivateKey } from 'node:crypto';
import { openTransferBlob, parseTransferBlob } from '../../../main/crypto/index.js';
import { fixtureKek } from '../../support/fixture-keys.js';
import { must } from '../../support/must.js';

/** What is secret of a day's work, as it was really sent to the practice vault: the window must never have seen it. */
export class WireSecrets {
  readonly clientSecrets = new Set<string>();
  readonly #blobs: Uint8Array[] = [];

  /** To be called with every request. */
  readonly note = (request: PipelineRequest): void => {
    const body = typeof request.body === 'string' ? request.body : '';
    const secret = new URLSearchParams(body).get('client_secret');
    if (secret !== null) this.clientSecrets.add(secret);
    const sealed = /"key_hsm"\s*:\s*"([^"]+)"/.exec(body)?.[1];
    if (sealed !== undefined) this.#blobs.push(Uint8Array.from(Buffer.from(sealed, 'base64url')));
  };

  /** The private scalars of the EC keys that were pushed; the KEKs are fixtures, so that the blobs can be opened. */
  privateKeys(): readonly Buffer[] {
    return this.#blobs.flatMap((sent) => {
      const blob = must(parseTransferBlob(sent));
      for (const bits of [2048, 3072, 4096] as const) {
        const opened = openTransferBlob(blob, fixtureKek(bits).pkcs8);
        if (!opened.ok) continue;
        // The pre-flight sends something that is no key.
        const scalar = scalarOf(opened.value);
        return scalar ? [scalar] : [];
      }
      throw new Error('A transfer blob was wrapped under a KEK that is no fixture.');
    });
  }
}

function scalarOf(pkcs8: Uint8Array): Buffer | undefined {
  try {
    const { d } = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }).export({ format: 'jwk' });
    return d === undefined ? undefined : Buffer.from(d, 'base64url');
  } catch {
    return undefined;
  }
}

/** The ways in which bytes may stand in a text, wherever they begin in what was encoded. */
export function spellings(bytes: Buffer): readonly string[] {
  const hex = bytes.toString('hex');
  const base64 = [0, 1, 2].flatMap((skip) => {
    // Whole groups of three bytes are spelled the same whatever stands around them.
    const part = bytes.subarray(skip, skip + Math.floor((bytes.length - skip) / 3) * 3);
    return [part.toString('base64'), part.toString('base64url')];
  });
  return [
    hex,
    hex.toUpperCase(),
    ...base64,
    [...bytes.subarray(0, 12)].join(','),
    [...bytes.subarray(0, 12)].join(', '),
  ];
}
