import { CLOUDS } from '../../shared/azure/clouds.js';
import type { PracticeRequest } from './messages.js';
import { Problem } from './problem.js';
import type { Permission, VaultState } from './state.js';
import { RESOURCE, type TokenFacts, type TokenService } from './token-service.js';

function unauthorized(vault: VaultState, error: string, description: string): Problem {
  const authority = `https://${CLOUDS.practice.authorityHost}/${vault.tenantId}`;
  return new Problem(401, 'Unauthorized', description, {
    headers: {
      'www-authenticate': `Bearer authorization="${authority}", resource="${RESOURCE}"${error ? `, error="invalid_token", error_description="${error}"` : ''}`,
    },
  });
}

/** Who asks, or 401 with the challenge. */
export function authenticate(
  request: PracticeRequest,
  vault: VaultState,
  tokens: TokenService,
  now: number,
): TokenFacts {
  const header = request.headers['authorization'];
  if (!header) throw unauthorized(vault, '', 'AKV10000: Request is missing a Bearer or PoP token.');
  const token = tokens.facts(header.replace(/^Bearer /i, ''));
  if (token?.audience !== RESOURCE)
    throw unauthorized(vault, 'AKV10001', 'AKV10001: The token is not one of this service.');
  if (token.expiresOn <= now) throw unauthorized(vault, 'AKV10003', 'AKV10003: Token is expired.');
  if (token.tenantId.toLowerCase() !== vault.tenantId.toLowerCase()) throw wrongTenant(vault, token.tenantId);
  return token;
}

export function expired(vault: VaultState): Problem {
  return unauthorized(vault, 'AKV10003', 'AKV10003: Token is expired.');
}

export function wrongTenant(vault: VaultState, found: string): Problem {
  return unauthorized(
    vault,
    'AKV10032',
    `AKV10032: Invalid issuer. Expected one of https://sts.windows.net/${vault.tenantId}/, found https://sts.windows.net/${found}/.`,
  );
}

/** 403 unless the caller has the permission in this vault. */
export function authorize(vault: VaultState, who: TokenFacts, permission: Permission): void {
  const granted = vault.grants[who.clientId.toLowerCase()] ?? [];
  if (granted.includes(permission)) return;
  const caller = `appid=${who.clientId};oid=${who.clientId};iss=https://sts.windows.net/${who.tenantId}/`;
  if (vault.model === 'rbac') {
    throw new Problem(
      403,
      'Forbidden',
      `Caller is not authorized to perform action on resource. Caller: ${caller}. Action: 'Microsoft.KeyVault/vaults/keys/${permission}/action'. Vault: ${vault.name};location=practice`,
      { inner: 'ForbiddenByRbac' },
    );
  }
  throw new Problem(
    403,
    'Forbidden',
    `The user, group or application '${caller}' does not have keys ${permission} permission on key vault '${vault.name};location=practice'.`,
    { inner: 'ForbiddenByPolicy' },
  );
}

export function firewall(vault: VaultState): Problem {
  return new Problem(
    403,
    'Forbidden',
    `Client address is not authorized and caller is not a trusted service. Client address: 127.0.0.1 Vault: ${vault.name};location=practice`,
    { inner: 'ForbiddenByFirewall' },
  );
}
