import type { Clock } from '../clock/clock.js';
import { generateKeyPair, overwrite, publicJwkFromSpki } from '../crypto/index.js';
import { expired, firewall, wrongTenant } from './access.js';
import type { Fault, FaultKind } from './faults.js';
import type { PracticeRequest, PracticeResponse } from './messages.js';
import { BrokenConnection, Problem } from './problem.js';
import type { VaultState } from './state.js';

const BREAKS_BEFORE: Partial<Record<FaultKind, BrokenConnection['code']>> = {
  enotfound: 'ENOTFOUND',
  unreachable: 'ECONNREFUSED',
  certificate: 'SELF_SIGNED_CERT_IN_CHAIN',
  timeout: 'ETIMEDOUT',
  'reset-before': 'ECONNRESET',
};
const BREAKS_AFTER: Partial<Record<FaultKind, BrokenConnection['code']>> = {
  'reset-after': 'ECONNRESET',
  'timeout-after': 'ETIMEDOUT',
};
const PAGE: PracticeResponse = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><title>Sign in</title><p>Sign in to use this network.</p>',
};

/** What these faults do before the service does anything. An answer: nothing is done, and that comes instead. */
export async function faultsBefore(
  faults: readonly Fault[],
  request: PracticeRequest,
  clock: Clock,
): Promise<PracticeResponse | undefined> {
  const find = (kind: FaultKind): Fault | undefined => faults.find((fault) => fault.kind === kind);
  const latency = find('latency');
  if (latency?.value) await clock.sleep(latency.value);
  breakConnection(faults, request, BREAKS_BEFORE);
  const status = find('status');
  if (status?.value) throw failing(status.value);
  const throttle = find('throttle');
  if (throttle) {
    const headers: Record<string, string> =
      throttle.value === undefined ? {} : { 'retry-after': String(throttle.value) };
    throw new Problem(429, 'Throttled', 'Request was not processed because too many requests were received.', {
      headers,
    });
  }
  if (find('captive')) return PAGE;
  return find('redirect') ? { status: 302, headers: { location: 'https://elsewhere.invalid/' }, body: '' } : undefined;
}

/** The vault refuses whoever asks. */
export function refuseByFault(faults: readonly Fault[], vault: VaultState): void {
  const has = (kind: FaultKind): boolean => faults.some((fault) => fault.kind === kind);
  if (has('expired-token')) throw expired(vault);
  if (has('wrong-tenant')) throw wrongTenant(vault, '00000000-0000-0000-0000-00000000dead');
  if (has('firewall')) throw firewall(vault);
}

/** What these faults make of an answer, after the work was done. */
export async function faultsAfter(
  faults: readonly Fault[],
  request: PracticeRequest,
  answer: PracticeResponse,
  clock: Clock,
): Promise<PracticeResponse> {
  const find = (kind: FaultKind): Fault | undefined => faults.find((fault) => fault.kind === kind);
  breakConnection(faults, request, BREAKS_AFTER);
  const status = find('status-after');
  if (status?.value) {
    const { body } = failing(status.value);
    return { status: status.value, headers: { 'content-type': 'application/json; charset=utf-8' }, body };
  }
  if (find('garbled')) return PAGE;
  if (find('truncated')) return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
  const skew = find('clock-skew')?.value;
  const dated =
    skew === undefined
      ? answer
      : { ...answer, headers: { ...answer.headers, date: new Date(clock.now() + skew * 1000).toUTCString() } };
  return find('other-public-key') ? await withOtherPublicKey(dated) : dated;
}

function breakConnection(
  faults: readonly Fault[],
  request: PracticeRequest,
  breaks: Partial<Record<FaultKind, BrokenConnection['code']>>,
): void {
  for (const { kind } of faults) {
    const code = breaks[kind];
    if (code) throw new BrokenConnection(code, request.url.hostname);
  }
}

function failing(status: number): Problem {
  return new Problem(
    status,
    status === 408 ? 'RequestTimeout' : 'InternalServerError',
    'The service is not able to answer now (practice fault).',
  );
}

/** The fault "other-public-key": the answer names a key that nobody made or imported. */
async function withOtherPublicKey(answer: PracticeResponse): Promise<PracticeResponse> {
  if (answer.status !== 200) return answer;
  const bundle: unknown = JSON.parse(answer.body);
  if (typeof bundle !== 'object' || bundle === null || !('key' in bundle) || typeof bundle.key !== 'object')
    return answer;
  const numbers =
    bundle.key !== null && 'n' in bundle.key ? { n: otherModulus(String(bundle.key.n)) } : await otherPoint();
  return { ...answer, body: JSON.stringify({ ...bundle, key: { ...bundle.key, ...numbers } }) };
}

/** Of 2048 bits, whatever was asked for; making a real one would take its time. */
function otherModulus(n: string): string {
  const bytes = Buffer.from(n, 'base64url').subarray(-256);
  for (let at = 0; at < 128; at += 1) bytes[at] = (bytes[at] ?? 0) ^ 0x55;
  bytes[0] = (bytes[0] ?? 0) | 0x80;
  return bytes.toString('base64url');
}

async function otherPoint(): Promise<object> {
  const pair = await generateKeyPair('p-256');
  overwrite(pair.pkcs8);
  const jwk = publicJwkFromSpki(pair.spki);
  if (!jwk.ok) return {};
  const { kty: _, ...numbers } = jwk.value;
  return numbers;
}
