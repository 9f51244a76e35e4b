import type { Failure } from '../../shared/result.js';

interface Sentence {
  readonly code: string;
  readonly message: string;
  readonly advice: string;
}

/** Microsoft changes these numbers: they are hints, and the original text is always shown beside them (byok.md). */
const BY_NUMBER: Readonly<Record<string, Sentence>> = {
  AADSTS90002: {
    code: 'tenant-not-found',
    message: 'The tenant ID is wrong, or it belongs to another cloud.',
    advice:
      'Compare it with "Directory (tenant) ID" on the Overview page of the App Registration, and check the cloud.',
  },
  AADSTS700016: {
    code: 'client-not-found',
    message: 'The client ID is not known in this tenant.',
    advice: 'Compare it with "Application (client) ID" on the Overview page of the App Registration.',
  },
  AADSTS7000215: {
    code: 'secret-wrong',
    message: "The client secret is wrong. Often the Secret ID was pasted instead of the secret's Value.",
    advice:
      'Make a new client secret in the portal (Certificates & secrets), copy its Value at once, and update the credential.',
  },
  AADSTS7000222: {
    code: 'secret-expired',
    message: 'The client secret has expired.',
    advice: 'Make a new client secret in the portal (Certificates & secrets) and update the credential.',
  },
  AADSTS53003: {
    code: 'conditional-access',
    message: 'Conditional access in the tenant blocks this login.',
    advice: "Ask the tenant's administrator to allow this workload identity from this address.",
  },
  AADSTS7000112: {
    code: 'app-disabled',
    message: 'The application is disabled in the tenant.',
    advice: 'Have the Enterprise Application enabled for sign-in.',
  },
  AADSTS90038: {
    code: 'other-cloud',
    message: 'The tenant belongs to another national cloud.',
    advice: 'Give the credential the right cloud: public, usgov or china.',
  },
};
const ALIASES: Readonly<Record<string, string>> = { AADSTS900023: 'AADSTS90002' };

/** The sentence for a refusal of the token service. `original` is its own text. */
export function tokenFailure(original: string): Failure {
  const number = /AADSTS\d+/.exec(original)?.[0] ?? '';
  const sentence = BY_NUMBER[ALIASES[number] ?? number] ?? {
    code: 'token-refused',
    message: 'The token service refused the login.',
    advice: 'Read what it says, check tenant ID, client ID and client secret, then test the credential again.',
  };
  return { ...sentence, original: original.replace(/\s+/g, ' ').slice(0, 600) };
}

/** The token service has no time now: nothing was asked of the vault, and waiting helps. */
export function tokenServiceBusy(status: number, original: string): Failure {
  return {
    code: 'token-service-busy',
    message: `The token service answered with status ${status}; Keyferry waited and repeated, without success.`,
    advice: 'Try again in some minutes; see status.azure.com.',
    original: original.replace(/\s+/g, ' ').slice(0, 600),
  };
}
