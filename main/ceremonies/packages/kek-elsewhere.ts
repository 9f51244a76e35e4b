import { z } from 'zod';
import { parseKeyIdentifier } from '../../../shared/azure/names.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import { spkiFromPublicJwk } from '../../crypto/index.js';
import { fromBase64url, toBase64url } from './signed-file.js';
import { vaultOfHost } from './kek-package.js';

/** A KEK that another tool gave. */
export interface KekElsewhere {
  readonly kid: string;
  readonly vault: string;
  readonly practice: boolean;
  readonly spki: Uint8Array;
  readonly expiresOn?: number;
  /** False: the file did not say that it may import only. */
  readonly saysImport: boolean;
}

/** The answer of `az keyvault key show` for an RSA-4096 key has about 3 KiB. */
const LARGEST = 64 * 1024;
const PEM = /^\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*$/;
/** Members of a private key: a file with one of them is not what should travel. */
const PRIVATE = ['d', 'dp', 'dq', 'qi', 'p', 'q', 'k'];

/** As much of a JWK as is needed, in Azure's spelling and in that of `az`; tools add members of their own. */
const jwkFile = z.looseObject({
  kid: z.string().max(300).nullish(),
  kty: z.string().nullish(),
  n: z.string().max(1500),
  e: z.string().max(24),
  key_ops: z.array(z.string()).nullish(),
  keyOps: z.array(z.string()).nullish(),
});
const showFile = z.looseObject({
  key: jwkFile,
  attributes: z.looseObject({ expires: z.string().nullish(), exp: z.number().nullish() }).nullish(),
});

/**
 * Reads a KEK that was not made by Keyferry: PEM (SubjectPublicKeyInfo) or JWK, or the output of `az keyvault key show`. The
 * kid stands in the file or is given. Codes `kek-too-large`, `kek-unreadable`, `kek-private`, `kid-needed`, `kid-differs`,
 * `kid-malformed`, `kek-other-host`, `kek-usages`.
 */
export function readKekElsewhere(bytes: Uint8Array, given: string | undefined): Result<KekElsewhere> {
  if (bytes.length > LARGEST)
    return refuse('kek-too-large', `A public key has some kilobytes; this file has ${bytes.length} bytes.`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/^\uFEFF/, '');
  } catch {
    return unreadable();
  }
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) return holdsPrivate();
  const pem = PEM.exec(text)?.[1];
  if (pem !== undefined)
    return withKid(Uint8Array.from(Buffer.from(pem, 'base64')), { kid: undefined, given, saysImport: false });
  return fromJson(text, given);
}

function fromJson(text: string, given: string | undefined): Result<KekElsewhere> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return unreadable();
  }
  const shown = showFile.safeParse(value);
  const alone = jwkFile.safeParse(value);
  const jwk = shown.success ? shown.data.key : alone.success ? alone.data : undefined;
  if (!jwk) return unreadable();
  if (PRIVATE.some((member) => typeof jwk[member] === 'string')) return holdsPrivate();
  if (typeof jwk.kty === 'string' && !/^RSA(?:-HSM)?$/.test(jwk.kty))
    return refuse('kek-unreadable', `A KEK is an RSA key; this file holds a key of the type ${jwk.kty.slice(0, 20)}.`);
  const spki = spkiFromPublicJwk({ kty: 'RSA', n: unpadded(jwk.n), e: unpadded(jwk.e) });
  if (!spki.ok) return unreadable();
  const ops = jwk.key_ops ?? jwk.keyOps ?? undefined;
  if (ops && (ops.length !== 1 || ops[0] !== 'import')) {
    return fail(
      'kek-usages',
      `This key may do ${ops.slice(0, 8).join(', ') || 'nothing'}; a KEK may import and nothing else.`,
      {
        advice: 'Make it with: az keyvault key create --kty RSA-HSM --size 4096 --ops import.',
      },
    );
  }
  const attributes = shown.success ? shown.data.attributes : undefined;
  const expires = attributes?.exp ? attributes.exp * 1000 : Date.parse(attributes?.expires ?? '');
  return withKid(spki.value, {
    kid: jwk.kid ?? undefined,
    given,
    saysImport: ops !== undefined,
    ...(Number.isNaN(expires) ? {} : { expiresOn: expires }),
  });
}

function withKid(
  spki: Uint8Array,
  found: {
    readonly kid: string | undefined;
    readonly given: string | undefined;
    readonly saysImport: boolean;
    readonly expiresOn?: number;
  },
): Result<KekElsewhere> {
  const kid = found.kid ?? found.given;
  if (kid === undefined) {
    return fail('kid-needed', 'This file holds the public key alone, and not which key of which vault it is.', {
      advice: 'Give its id too: --kid https://VAULT.vault.azure.net/keys/NAME/VERSION.',
    });
  }
  if (found.given !== undefined && found.given !== kid)
    return refuse('kid-differs', `The file says that it is ${kid}, and ${found.given} was given.`);
  const id = parseKeyIdentifier(kid);
  if (!id)
    return refuse(
      'kid-malformed',
      `"${kid.slice(0, 200)}" is no id of a key: https://HOST/keys/NAME/VERSION, with its version.`,
    );
  const of = vaultOfHost(id.host);
  if (!of) return refuse('kek-other-host', `${id.host} is no host of a vault in a cloud that Keyferry knows.`);
  const { saysImport, expiresOn } = found;
  return ok({ kid, ...of, spki, saysImport, ...(expiresOn === undefined ? {} : { expiresOn }) });
}

/** `az` writes plain base64, Azure base64url; padding is dropped. */
function unpadded(text: string): string {
  const plain = text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return fromBase64url(plain) ? plain : toBase64url(Buffer.from(plain, 'base64url'));
}

function unreadable(): Result<never> {
  return refuse(
    'kek-unreadable',
    'This is neither a KEK package nor an RSA public key as PEM, as JWK or as az shows it.',
  );
}

function holdsPrivate(): Result<never> {
  return fail(
    'kek-private',
    'This file holds a PRIVATE key. A KEK is made in the vault, and its private half never leaves it.',
    {
      advice: 'Destroy this file, and give the public half only.',
    },
  );
}

function refuse(code: string, message: string): Result<never> {
  return fail(code, message, {
    advice:
      'Give the KEK package (keyferry ceremony kek make), or the output of: az keyvault key show --id KID; PEM and JWK with --kid.',
  });
}
