import type { Failure } from '../../shared/result.js';

/** Nothing was sent: a repetition is safe, and waiting does not help. */
const NOT_SENT = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH']);
/** What TLS says when it does not trust the other side. */
const TLS_CODES = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);
/** The other side, or something in between, was there and fell silent. */
const SILENT = new Set(['ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ECONNABORTED', 'REQUEST_SEND_ERROR']);
const OURS = new Set(['HOST_REFUSED', 'REDIRECT_REFUSED']);

/** True when a network error leaves open whether the request was carried out. */
export function isUnclearCode(code: string): boolean {
  return !NOT_SENT.has(code) && !TLS_CODES.has(code) && !OURS.has(code);
}

/** Whether an error of the network means that nobody answered: refusals of our own and of TLS do not. */
export function saysUnreachable(code: string): boolean {
  return NOT_SENT.has(code) || SILENT.has(code);
}

/** The sentence for a connection that brought no answer. */
export function networkFailure(code: string, original: string, host: string): Failure {
  const base = { original };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return {
      code: 'name-not-found',
      message: `The name ${host} does not resolve: there is no such vault in this cloud, or DNS does not answer.`,
      advice: 'Check the vault name and the cloud of the credential; with a private endpoint, check its DNS zone.',
      ...base,
    };
  }
  if (NOT_SENT.has(code)) {
    return {
      code: 'unreachable',
      message: `${host} cannot be reached from this workstation.`,
      advice:
        'Check the network, the proxy (HTTPS_PROXY, NO_PROXY) and the firewall: port 443 to this host must be open.',
      ...base,
    };
  }
  if (TLS_CODES.has(code)) {
    return {
      code: 'certificate-not-trusted',
      message: `The certificate shown for ${host} is not trusted.`,
      advice: 'If an inspecting proxy stands in between, give its CA: config set ca-file FILE. Otherwise do not go on.',
      ...base,
    };
  }
  switch (code) {
    case 'HOST_REFUSED':
    case 'REDIRECT_REFUSED':
      return {
        code: 'other-host',
        message: `${host} points to another host; nothing was sent there.`,
        advice: "Check the vault's address and any proxy that rewrites answers.",
        ...base,
      };
    case 'ANSWER_TOO_LARGE':
      return {
        code: 'answer-too-large',
        message: `The answer of ${host} is larger than any that Key Vault gives.`,
        advice: 'Check any proxy in between.',
        ...base,
      };
    default:
      return {
        code: 'no-answer',
        message: `The connection to ${host} broke before an answer came.`,
        advice: 'Check the network and try again; Keyferry first looks whether the work was done.',
        ...base,
      };
  }
}
