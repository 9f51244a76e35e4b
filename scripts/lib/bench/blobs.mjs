import { spawnSync } from 'node:child_process';
import { constants, createPublicKey, generateKeyPairSync, publicEncrypt, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './figures.mjs';
import { must } from './stations.mjs';

const DER = {
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'der' },
};
const KID = 'https://contoso.vault.azure.net/keys/kek/0123456789abcdef0123456789abcdef';
const OAEP = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
const TURNS = 7;
const BLOBS = 200;

/** Transfer blobs, beside the sum of what they consist of and beside the OpenSSL command line (open-byok, reversed). */
export async function blobFigures({ say }) {
  const { makeTransferBlob, openTransferBlob, parseTransferBlob, wrapWithPadding } =
    await import('../../../dist/main/crypto/index.js');
  const kek = generateKeyPairSync('rsa', { modulusLength: 2048, ...DER });
  const key = createPublicKey({ key: kek.publicKey, format: 'der', type: 'spki' });
  const figures = [];
  for (const [type, pkcs8] of Object.entries(privateKeys())) {
    say(`  ${type}`);
    const make = () => must(makeTransferBlob({ pkcs8, kek: { kid: KID, spki: kek.publicKey }, generator: 'Keyferry' }));
    const parts = () => {
      const inner = randomBytes(32);
      return [publicEncrypt({ key, ...OAEP }, inner), wrapWithPadding(inner, pkcs8)];
    };
    const opened = must(openTransferBlob(must(parseTransferBlob(make())), kek.privateKey));
    if (!pkcs8.equals(opened)) throw new Error('A blob of the bench does not open.');
    const [ours, theirs] = [[], []];
    for (let turn = 0; turn < TURNS; turn += 1) {
      ours.push(perSecond(BLOBS, make));
      theirs.push(perSecond(BLOBS, parts));
    }
    figures.push(
      {
        group: 'blobs',
        name: `blobs of ${type}, of the speed of OAEP and KWP`,
        value: 100 * median(ours.map((one, at) => one / theirs[at])),
        unit: '%',
        goal: { kind: 'least', value: 80 },
      },
      {
        group: 'blobs',
        name: `blobs of ${type}`,
        value: median(ours),
        unit: '1/s',
        peer: { name: 'the OpenSSL command line', value: opensslSpeed(kek, pkcs8) },
      },
    );
  }
  return figures;
}

function privateKeys() {
  return {
    'p-256': generateKeyPairSync('ec', { namedCurve: 'P-256', ...DER }).privateKey,
    'rsa-2048': generateKeyPairSync('rsa', { modulusLength: 2048, ...DER }).privateKey,
    'rsa-4096': generateKeyPairSync('rsa', { modulusLength: 4096, ...DER }).privateKey,
  };
}

/** By CPU time: what else the machine does is no part of it. */
function perSecond(count, work) {
  const begun = process.cpuUsage();
  for (let number = 0; number < count; number += 1) work();
  const { user, system } = process.cpuUsage(begun);
  return (1e6 * count) / (user + system);
}

/** A KEK for one blob as a shell script would wrap it: a random key, pkeyutl, enc, both parts in one file. */
function opensslSpeed(kek, pkcs8) {
  const folder = mkdtempSync(join(tmpdir(), 'keyferry-bench-'));
  const at = (name) => join(folder, name);
  const openssl = (...args) => {
    const run = spawnSync('openssl', args, { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`openssl ${args[0]}: ${run.stderr ?? run.error?.message}`);
  };
  try {
    writeFileSync(at('kek'), kek.publicKey);
    writeFileSync(at('p8'), pkcs8);
    const times = [];
    for (let number = 0; number < 15; number += 1) {
      const begun = performance.now();
      const inner = randomBytes(32);
      writeFileSync(at('aes'), inner);
      const oaep = [
        '-pkeyopt',
        'rsa_padding_mode:oaep',
        '-pkeyopt',
        'rsa_oaep_md:sha1',
        '-pkeyopt',
        'rsa_mgf1_md:sha1',
      ];
      openssl(
        'pkeyutl',
        '-encrypt',
        '-pubin',
        '-keyform',
        'DER',
        '-inkey',
        at('kek'),
        '-in',
        at('aes'),
        '-out',
        at('w1'),
        ...oaep,
      );
      openssl(
        'enc',
        '-e',
        '-id-aes256-wrap-pad',
        '-iv',
        'A65959A6',
        '-K',
        inner.toString('hex'),
        '-in',
        at('p8'),
        '-out',
        at('w2'),
      );
      const ciphertext = Buffer.concat([readFileSync(at('w1')), readFileSync(at('w2'))]).toString('base64url');
      writeFileSync(
        at('byok'),
        JSON.stringify({
          schema_version: '1.0.0',
          header: { kid: KID, alg: 'dir', enc: 'CKM_RSA_AES_KEY_WRAP' },
          ciphertext,
        }),
      );
      times.push(performance.now() - begun);
    }
    return 1000 / Math.min(...times);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
