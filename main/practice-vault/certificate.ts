import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import forge from 'node-forge';
import { z } from 'zod';
import { CLOUDS } from '../../shared/azure/clouds.js';

/** A server certificate, its key, and the CA that a client has to trust; all PEM. */
export interface ServerCertificate {
  readonly key: string;
  readonly certificate: string;
  readonly ca: string;
}

const kept = z.strictObject({ key: z.string(), certificate: z.string(), ca: z.string(), validUntil: z.number() });
const DAY_MS = 86_400_000;
const VALID_DAYS = 90;

/** The certificate for *.vault.localhost and login.localhost, made on first use and again a week before it ends. */
export function serverCertificate(folder: string, now: number): ServerCertificate {
  const path = join(folder, 'tls.json');
  if (existsSync(path)) {
    const known = kept.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (known.success && known.data.validUntil - 7 * DAY_MS > now) return known.data;
  }
  const made = make(now);
  writeFileSync(path, JSON.stringify({ ...made, validUntil: now + VALID_DAYS * DAY_MS }), { mode: 0o600 });
  return made;
}

function make(now: number): ServerCertificate {
  const ca = pair();
  const leaf = pair();
  const caName = [{ name: 'commonName', value: 'Keyferry PRACTICE vault CA' }];
  const caCertificate = certificate(now, ca.publicKey, caName, caName, [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  ]);
  caCertificate.sign(ca.privateKey, forge.md.sha256.create());
  const { vaultSuffix, authorityHost } = CLOUDS.practice;
  const names = [`*.${vaultSuffix}`, vaultSuffix, authorityHost, 'localhost'];
  const leafCertificate = certificate(
    now,
    leaf.publicKey,
    [{ name: 'commonName', value: `*.${vaultSuffix}` }],
    caName,
    [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [...names.map((value) => ({ type: 2, value })), { type: 7, ip: '127.0.0.1' }],
      },
    ],
  );
  leafCertificate.sign(ca.privateKey, forge.md.sha256.create());
  return {
    key: leaf.pem,
    certificate: forge.pki.certificateToPem(leafCertificate),
    ca: forge.pki.certificateToPem(caCertificate),
  };
}

/** RSA from node:crypto: node-forge's own takes many times as long. */
function pair(): { publicKey: forge.pki.rsa.PublicKey; privateKey: forge.pki.rsa.PrivateKey; pem: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return {
    publicKey: forge.pki.publicKeyFromPem(publicKey),
    privateKey: forge.pki.privateKeyFromPem(privateKey),
    pem: privateKey,
  };
}

function certificate(
  now: number,
  publicKey: forge.pki.rsa.PublicKey,
  subject: forge.pki.CertificateField[],
  issuer: forge.pki.CertificateField[],
  extensions: object[],
): forge.pki.Certificate {
  const made = forge.pki.createCertificate();
  made.publicKey = publicKey;
  // Positive and without a leading zero byte, as RFC 5280, 4.1.2.2 wants it.
  made.serialNumber = `4${randomBytes(15).toString('hex').slice(1)}`;
  made.validity.notBefore = new Date(now - DAY_MS);
  made.validity.notAfter = new Date(now + VALID_DAYS * DAY_MS);
  made.setSubject(subject);
  made.setIssuer(issuer);
  made.setExtensions(extensions);
  return made;
}
