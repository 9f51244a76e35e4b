import { LIMITS } from '../../../shared/azure/limits.js';
import { deletedBundle, deletedItem, keyBundle, keyItem } from '../bundles.js';
import { createRequest, importRequest, readBody, updateRequest } from '../key-requests.js';
import type { PracticeResponse } from '../messages.js';
import { badParameter } from '../problem.js';
import type { Route } from '../routes.js';
import type { VersionState } from '../state.js';
import type { VaultKeys } from '../vault-keys.js';
import { makeCreatedVersion, makeImportedVersion, type MakeKeyPair } from './make-versions.js';

export interface KeysRequest {
  readonly host: string;
  readonly route: Route;
  readonly keys: VaultKeys;
  readonly standard: boolean;
  readonly body: string;
  readonly query: URLSearchParams;
  readonly now: number;
  readonly makeKeyPair: MakeKeyPair;
  /** Throws 429 when too many HSM keys were made lately. */
  admitHsmWrite(): void;
}

/** Does what an authorised request asks for. Throws Problem for every refusal. */
export async function answerKeys(request: KeysRequest): Promise<PracticeResponse> {
  const { route, keys, host } = request;
  switch (route.kind) {
    case 'create':
      return create(request);
    case 'import':
      return importByok(request);
    case 'get': {
      const { key, version } = keys.needVersion(route.name, route.version);
      return json(200, keyBundle(host, keys, key, version));
    }
    case 'update':
      return update(request);
    case 'delete':
      return json(200, deletedBundle(host, keys, keys.delete(route.name)));
    case 'get-deleted':
      return json(200, deletedBundle(host, keys, keys.needDeleted(route.name)));
    case 'recover': {
      const key = keys.recover(route.name);
      const version = key.versions.at(-1);
      return json(200, version ? keyBundle(host, keys, key, version) : {});
    }
    case 'purge':
      keys.purge(route.name);
      return { status: 204, headers: {}, body: '' };
    case 'keys':
    case 'versions':
    case 'deleted-keys':
      return list(request);
  }
}

async function create(request: KeysRequest): Promise<PracticeResponse> {
  const { route, keys, host } = request;
  const body = readBody(createRequest, request.body);
  if (body.kty.endsWith('-HSM')) checkHsm(request);
  keys.checkName(route.name);
  const version = await makeCreatedVersion(body, request.now, request.makeKeyPair);
  return json(200, keyBundle(host, keys, keys.addVersion(route.name, version), version));
}

function importByok(request: KeysRequest): PracticeResponse {
  const { route, keys, host } = request;
  const body = readBody(importRequest, request.body);
  checkHsm(request);
  keys.checkName(route.name);
  const version = makeImportedVersion(body, keys, host, request.now);
  return json(200, keyBundle(host, keys, keys.addVersion(route.name, version), version));
}

function checkHsm(request: KeysRequest): void {
  if (request.standard)
    throw badParameter(
      'The specified hardware key type is not supported by this vault: its tier is Standard. Hardware keys need a Premium vault.',
    );
  request.admitHsmWrite();
}

function update(request: KeysRequest): PracticeResponse {
  const { route, keys, host, now } = request;
  const body = readBody(updateRequest, request.body);
  const { key, version } = keys.needVersion(route.name, route.version);
  const { enabled, exp, nbf } = body.attributes ?? {};
  const changed: VersionState = {
    ...version,
    updated: now,
    ...(enabled === undefined ? {} : { enabled }),
    ...(exp === undefined ? {} : { exp }),
    ...(nbf === undefined ? {} : { nbf }),
    ...(body.tags === undefined ? {} : { tags: body.tags }),
    ...(body.key_ops === undefined ? {} : { keyOps: body.key_ops }),
  };
  keys.replaceVersion(key, changed);
  return json(200, keyBundle(host, keys, key, changed));
}

function list(request: KeysRequest): PracticeResponse {
  const items = listed(request);
  const size = Math.min(Number(request.query.get('maxresults') ?? LIMITS.versionsPerPage), LIMITS.versionsPerPage);
  const start = Number(request.query.get('$skiptoken') ?? 0);
  const next = start + size;
  const nextLink =
    next < items.length
      ? `https://${request.host}${pathOf(request.route)}?api-version=${request.query.get('api-version') ?? ''}&$skiptoken=${next}&maxresults=${size}`
      : null;
  return json(200, { value: items.slice(start, next), nextLink });
}

function listed({ route, keys, host }: KeysRequest): unknown[] {
  switch (route.kind) {
    case 'versions': {
      const key = keys.need(route.name);
      // Order is not promised (byok.md); by id it is certainly not the order in which they came.
      return [...key.versions]
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((version) => keyItem(host, keys, key, version, true));
    }
    case 'deleted-keys':
      return keys.deleted().map((key) => deletedItem(host, keys, key));
    default:
      return keys.live().flatMap((key) => {
        const version = key.versions.at(-1);
        return version ? [keyItem(host, keys, key, version, false)] : [];
      });
  }
}

function pathOf(route: Route): string {
  if (route.kind === 'versions') return `/keys/${route.name}/versions`;
  return route.kind === 'deleted-keys' ? '/deletedkeys' : '/keys';
}

function json(status: number, value: unknown): PracticeResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) };
}
