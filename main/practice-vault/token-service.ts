import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { CLOUDS } from '../../shared/azure/clouds.js';
import type { Clock } from '../clock/clock.js';
import type { PracticeRequest, PracticeResponse } from './messages.js';
import type { AppState, ServiceState } from './state.js';

const LIFETIME_MS = 3_600_000;
const AUTHORITY = `https://${CLOUDS.practice.authorityHost}`;
/** The resource that a token is for, as the vault's challenge names it. */
export const RESOURCE = `https://${CLOUDS.practice.vaultSuffix}`;

/** What a token says. */
export interface TokenFacts {
  readonly tenantId: string;
  readonly clientId: string;
  readonly audience: string;
  readonly expiresOn: number;
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}

/** The Entra token service in the parts that a client credential uses. Tokens are opaque and live in memory only. */
export class TokenService {
  readonly #clock: Clock;
  readonly #tokens = new Map<string, TokenFacts>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What a bearer token says; undefined when it is not one of ours (any more). */
  facts(token: string): TokenFacts | undefined {
    return this.#tokens.get(token);
  }

  answer(request: PracticeRequest, state: ServiceState): PracticeResponse {
    const path = request.url.pathname;
    const tenant = path.split('/')[1] ?? '';
    if (path.endsWith('/.well-known/openid-configuration')) return json(200, openIdConfiguration(tenant));
    if (path === '/common/discovery/instance')
      return json(200, {
        tenant_discovery_endpoint: `${AUTHORITY}/${request.url.searchParams.get('tenant') ?? 'common'}/v2.0/.well-known/openid-configuration`,
        metadata: [],
      });
    if (path.endsWith('/oauth2/v2.0/token') && request.method === 'POST') return this.#token(tenant, request, state);
    return json(404, { error: 'not_found', error_description: 'The practice token service has no such page.' });
  }

  #token(tenant: string, request: PracticeRequest, state: ServiceState): PracticeResponse {
    const form = new URLSearchParams(request.body);
    const clientId = form.get('client_id') ?? '';
    const now = this.#clock.now();
    const refuse = (error: string, number: number, text: string): PracticeResponse =>
      tokenError(now, error, number, text);
    if (form.get('grant_type') !== 'client_credentials')
      return refuse('unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
    const apps = state.apps.filter((app) => app.tenantId.toLowerCase() === tenant.toLowerCase());
    if (apps.length === 0)
      return refuse(
        'invalid_request',
        90002,
        `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
      );
    const app = apps.find((candidate) => candidate.clientId.toLowerCase() === clientId.toLowerCase());
    if (!app)
      return refuse(
        'unauthorized_client',
        700016,
        `Application with identifier '${clientId}' was not found in the directory '${tenant}'.`,
      );
    const refusal = checkApp(app, form.get('client_secret') ?? '', now);
    if (refusal) return refuse(...refusal);
    const scope = form.get('scope') ?? '';
    if (!scope.startsWith(RESOURCE))
      return refuse('invalid_scope', 70011, `The provided value for scope ${scope} is not valid.`);
    const token = `practice-${randomBytes(24).toString('base64url')}`;
    this.#tokens.set(token, {
      tenantId: app.tenantId,
      clientId: app.clientId,
      audience: RESOURCE,
      expiresOn: now + LIFETIME_MS,
    });
    return json(200, {
      token_type: 'Bearer',
      expires_in: LIFETIME_MS / 1000,
      ext_expires_in: LIFETIME_MS / 1000,
      access_token: token,
    });
  }
}

function checkApp(app: AppState, secret: string, now: number): [string, number, string] | undefined {
  if (app.disabled) return ['unauthorized_client', 7000112, `Application '${app.clientId}' is disabled.`];
  if (hashSecret(secret) !== app.secretHash) {
    return [
      'invalid_client',
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${app.clientId}'.`,
    ];
  }
  if (app.secretExpiresOn !== undefined && now >= app.secretExpiresOn) {
    return ['invalid_client', 7000222, `The provided client secret keys for app '${app.clientId}' are expired.`];
  }
  return undefined;
}

function openIdConfiguration(tenant: string): Record<string, unknown> {
  return {
    token_endpoint: `${AUTHORITY}/${tenant}/oauth2/v2.0/token`,
    authorization_endpoint: `${AUTHORITY}/${tenant}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${AUTHORITY}/${tenant}/oauth2/v2.0/logout`,
    jwks_uri: `${AUTHORITY}/${tenant}/discovery/v2.0/keys`,
    issuer: `${AUTHORITY}/${tenant}/v2.0`,
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
function tokenError(now: number, error: string, number: number, text: string): PracticeResponse {
  const [trace, correlation] = [randomUUID(), randomUUID()];
  const timestamp = new Date(now).toISOString().replace('T', ' ').slice(0, 19) + 'Z';
  return json(error === 'invalid_client' ? 401 : 400, {
    error,
    error_description: `AADSTS${number}: ${text} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
    error_codes: [number],
    timestamp,
    trace_id: trace,
    correlation_id: correlation,
  });
}

function json(status: number, value: unknown): PracticeResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) };
}
