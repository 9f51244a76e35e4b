import { CLOUDS } from '../../../../shared/azure/clouds.js';
import type { Credential } from '../../../../shared/domain/credential.js';
import { whenUtc } from '../show/times.js';

/** A Cloud Credential as it is shown; its secret is not part of it. */
export function credentialFacts(one: Credential): [string, string][] {
  const tested = one.lastTestAt === undefined ? 'never' : `${one.lastTestOutcome ?? ''}, ${whenUtc(one.lastTestAt)}`;
  return [
    ['Name', one.name],
    ['Service', 'Azure App Registration'],
    ['Cloud', CLOUDS[one.cloud].title],
    ['Tenant ID', one.tenantId],
    ['Client ID', one.clientId],
    ['Client secret in', one.secretKeptIn === 'os-keychain' ? "the operating system's keychain" : 'the sealed store'],
    ['Secret expires', one.secretExpiresOn === undefined ? '' : whenUtc(one.secretExpiresOn)],
    ['Created', whenUtc(one.createdAt)],
    ['Last test', tested],
  ];
}
