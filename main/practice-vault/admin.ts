import { z } from 'zod';
import { fingerprints, spkiFromPublicJwk } from '../crypto/index.js';
import { faultSchema, formatFault, type Fault } from './faults.js';
import { NEEDED_PERMISSIONS, PERMISSIONS, type KeyState, type VaultState } from './state.js';
import { hashSecret } from './token-service.js';
import type { PracticeService } from './service.js';

/** What can be asked of a practice vault beside the Azure surface; the same in process and over HTTPS. */
export const adminCall = z.discriminatedUnion('call', [
  z.strictObject({ call: z.literal('overview') }),
  z.strictObject({ call: z.literal('reset') }),
  z.strictObject({
    call: z.literal('register-app'),
    tenantId: z.string(),
    clientId: z.string(),
    clientSecret: z.string(),
    secretExpiresOn: z.number().optional(),
    disabled: z.boolean().optional(),
  }),
  z.strictObject({ call: z.literal('ensure-vault'), name: z.string(), tenantId: z.string(), clientId: z.string() }),
  z.strictObject({
    call: z.literal('change-vault'),
    name: z.string(),
    change: z.strictObject({
      tier: z.enum(['premium', 'standard']).optional(),
      model: z.enum(['access-policy', 'rbac']).optional(),
      purgeProtection: z.boolean().optional(),
      retentionDays: z.number().int().min(7).max(90).optional(),
      tenantId: z.string().optional(),
    }),
  }),
  z.strictObject({
    call: z.literal('grant'),
    name: z.string(),
    clientId: z.string(),
    permissions: z.array(z.enum(PERMISSIONS)),
  }),
  z.strictObject({ call: z.literal('add-fault'), fault: faultSchema }),
  z.strictObject({ call: z.literal('clear-faults') }),
  z.strictObject({
    call: z.literal('limits'),
    limits: z.strictObject({ count: z.number(), windowMs: z.number() }).nullable(),
  }),
]);
export type AdminCall = z.infer<typeof adminCall>;

export interface KeyOverview {
  readonly name: string;
  readonly kek: boolean;
  readonly state: 'live' | 'deleted' | 'name in limbo';
  readonly scheduledPurgeOn?: number;
  /** Oldest first. */
  readonly versions: readonly {
    readonly id: string;
    readonly enabled: boolean;
    readonly kty: string;
    readonly spkiSha256: string;
    readonly created: number;
    readonly exp?: number;
  }[];
}

export interface PracticeOverview {
  readonly vaults: readonly (Omit<VaultState, 'grants'> & {
    readonly grants: Readonly<Record<string, readonly string[]>>;
    readonly keys: readonly KeyOverview[];
  })[];
  readonly apps: readonly { readonly tenantId: string; readonly clientId: string }[];
  readonly faults: readonly string[];
  readonly limits: { readonly count: number; readonly windowMs: number } | null;
  /** Requests answered since the service started, by operation and by operation and status. */
  readonly requests: Readonly<Record<string, number>>;
}

/** Carries a call out and answers the overview afterwards. */
export type PracticeAdmin = (call: AdminCall) => Promise<PracticeOverview>;

/** The admin of a service in this process. */
export function localAdmin(service: PracticeService): PracticeAdmin {
  return (call) => {
    carryOut(service, call);
    return Promise.resolve(overviewOf(service));
  };
}

function carryOut(service: PracticeService, call: AdminCall): void {
  const { state } = service;
  switch (call.call) {
    case 'overview':
      return;
    case 'reset':
      return service.clear();
    case 'register-app': {
      const { call: _, clientSecret, ...app } = call;
      const others = state.apps.filter(
        (known) => !(known.clientId === app.clientId && known.tenantId === app.tenantId),
      );
      return service.change({ ...state, apps: [...others, { ...app, secretHash: hashSecret(clientSecret) }] });
    }
    case 'ensure-vault':
      return ensureVault(service, call);
    case 'change-vault':
      return service.change({
        ...state,
        vaults: state.vaults.map((vault) =>
          isNamed(vault, call.name) ? { ...vault, ...defined(call.change) } : vault,
        ),
      });
    case 'grant':
      return service.change({
        ...state,
        vaults: state.vaults.map((vault) =>
          isNamed(vault, call.name)
            ? { ...vault, grants: { ...vault.grants, [call.clientId.toLowerCase()]: call.permissions } }
            : vault,
        ),
      });
    case 'add-fault':
      return service.change({ ...state, faults: [...state.faults, call.fault] });
    case 'clear-faults':
      return service.change({ ...state, faults: [] });
    case 'limits':
      return service.change({ ...state, limits: call.limits });
  }
}

/** A Premium vault in which this app may do what the guide asks for; nothing is changed where it is there already. */
function ensureVault(service: PracticeService, wanted: { name: string; tenantId: string; clientId: string }): void {
  const { state } = service;
  const clientId = wanted.clientId.toLowerCase();
  const known = state.vaults.find((vault) => isNamed(vault, wanted.name));
  if (known?.grants[clientId]) return;
  const grants = { ...known?.grants, [clientId]: [...NEEDED_PERMISSIONS] };
  const vault: VaultState = known
    ? { ...known, grants }
    : {
        name: wanted.name,
        tenantId: wanted.tenantId,
        tier: 'premium',
        model: 'access-policy',
        purgeProtection: false,
        retentionDays: 90,
        grants,
      };
  service.change({ ...state, vaults: [...state.vaults.filter((other) => other !== known), vault] });
}

function overviewOf(service: PracticeService): PracticeOverview {
  const { state } = service;
  return {
    vaults: state.vaults.map((vault) => {
      const keys = service.keysOf(vault.name);
      return { ...vault, keys: keys ? [...keys.live(), ...keys.deleted()].map(describeKey) : [] };
    }),
    apps: state.apps.map(({ tenantId, clientId }) => ({ tenantId, clientId })),
    faults: state.faults.map((fault: Fault) => formatFault(fault)),
    limits: state.limits,
    requests: Object.fromEntries(service.requests),
  };
}

function describeKey(key: KeyState): KeyOverview {
  return {
    name: key.name,
    kek: key.versions.some((version) => version.keyOps.includes('import')),
    state: key.deletedOn === undefined ? 'live' : 'deleted',
    ...(key.scheduledPurgeOn === undefined ? {} : { scheduledPurgeOn: key.scheduledPurgeOn }),
    versions: key.versions.map((version) => {
      const spki = spkiFromPublicJwk(version.jwk);
      const prints = spki.ok ? fingerprints(spki.value) : spki;
      return {
        id: version.id,
        enabled: version.enabled,
        kty: version.kty,
        spkiSha256: prints.ok ? prints.value.spkiSha256 : '',
        created: version.created,
        ...(version.exp === undefined ? {} : { exp: version.exp * 1000 }),
      };
    }),
  };
}

function isNamed(vault: VaultState, name: string): boolean {
  return vault.name.toLowerCase() === name.toLowerCase();
}

/** Without the members that are undefined. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
