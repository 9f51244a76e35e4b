import { readFileSync } from 'node:fs';
import { lookup, type LookupAddress } from 'node:dns';
import { rootCertificates } from 'node:tls';
import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline';
import { fail, ok, type Result } from '../../shared/result.js';

export interface NetworkOptions {
  /** A PEM file with the certificates of a proxy or of a CA of one's own; trusted beside the usual ones. */
  readonly caFile?: string;
  /** A practice vault on this machine: its names lead to this port of 127.0.0.1, past any proxy. */
  readonly practicePort?: number;
}

/**
 * The network as the SDKs use it. HTTPS_PROXY and NO_PROXY are the SDK's own business (its proxy policy); an extra CA
 * goes in per request, because the SDK ignores its TLS settings as soon as there is a proxy.
 * Codes: `ca-file-unreadable`, `ca-file-bad`.
 */
export function networkTransport(options: NetworkOptions = {}): Result<HttpClient> {
  const ca = extraCertificates(options.caFile);
  if (!ca.ok) return ca;
  const inner = createDefaultHttpClient();
  const overrides: Record<string, unknown> = {
    ...(ca.value ? { ca: ca.value } : {}),
    ...(options.practicePort === undefined ? {} : { port: options.practicePort, lookup: lookupLoopback }),
  };
  return ok({
    sendRequest: (request) => {
      request.requestOverrides = { ...request.requestOverrides, ...overrides };
      if (options.practicePort !== undefined) delete request.agent;
      return inner.sendRequest(request);
    },
  });
}

/** Whether a file can serve as extra CA. Codes `ca-file-unreadable`, `ca-file-bad`. */
export function checkCaFile(file: string): Result<void> {
  const certificates = extraCertificates(file);
  return certificates.ok ? ok(undefined) : certificates;
}

function extraCertificates(caFile: string | undefined): Result<string[] | undefined> {
  if (caFile === undefined) return ok(undefined);
  let pem: string;
  try {
    pem = readFileSync(caFile, 'utf8');
  } catch {
    return fail('ca-file-unreadable', `The CA file ${caFile} cannot be read.`, {
      advice: 'Give the path of a PEM file, or remove the setting: config set ca-file off.',
    });
  }
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) {
    return fail('ca-file-bad', `${caFile} holds no certificate.`, {
      advice: 'Give a PEM file: it begins with -----BEGIN CERTIFICATE-----.',
    });
  }
  // A list of our own replaces Node's, so what NODE_EXTRA_CA_CERTS adds there is added here too.
  return ok([...rootCertificates, ...environmentCertificates(), pem]);
}

function environmentCertificates(): string[] {
  const file = process.env['NODE_EXTRA_CA_CERTS'];
  if (!file) return [];
  try {
    return [readFileSync(file, 'utf8')];
  } catch {
    return [];
  }
}

type LookupDone = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** *.localhost is this machine (RFC 6761), whatever the resolver thinks of it. */
function lookupLoopback(host: string, options: { readonly all?: boolean }, done: LookupDone): void {
  if (!host.endsWith('.localhost')) {
    lookup(host, { ...options, all: true }, (error, addresses) => done(error, addresses));
    return;
  }
  if (options.all) done(null, [{ address: '127.0.0.1', family: 4 }]);
  else done(null, '127.0.0.1', 4);
}
