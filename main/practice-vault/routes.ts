import type { Operation } from './faults.js';
import type { Permission } from './state.js';

/** A request understood: what is asked for, with which key and version. */
export interface Route {
  readonly operation: Operation;
  readonly permission: Permission;
  /** `keys`, `versions` and so on: which of the lists, which kind of get. */
  readonly kind:
    | 'create'
    | 'import'
    | 'get'
    | 'update'
    | 'delete'
    | 'keys'
    | 'versions'
    | 'deleted-keys'
    | 'get-deleted'
    | 'recover'
    | 'purge';
  readonly name: string;
  readonly version: string;
}

const NAME = '([0-9a-zA-Z-]{1,127})';
const TABLE: readonly (readonly [string, RegExp, Operation, Permission, Route['kind']])[] = [
  ['POST', new RegExp(`^/keys/${NAME}/create$`), 'create', 'create', 'create'],
  ['PUT', new RegExp(`^/keys/${NAME}$`), 'import', 'import', 'import'],
  ['GET', /^\/keys$/, 'list', 'list', 'keys'],
  ['GET', new RegExp(`^/keys/${NAME}/versions$`), 'list', 'list', 'versions'],
  ['GET', new RegExp(`^/keys/${NAME}(?:/([0-9a-f]*))?$`), 'get', 'get', 'get'],
  ['PATCH', new RegExp(`^/keys/${NAME}(?:/([0-9a-f]*))?$`), 'update', 'update', 'update'],
  ['DELETE', new RegExp(`^/keys/${NAME}$`), 'delete', 'delete', 'delete'],
  ['GET', /^\/deletedkeys$/, 'list', 'list', 'deleted-keys'],
  ['GET', new RegExp(`^/deletedkeys/${NAME}$`), 'get-deleted', 'get', 'get-deleted'],
  ['POST', new RegExp(`^/deletedkeys/${NAME}/recover$`), 'recover', 'recover', 'recover'],
  ['DELETE', new RegExp(`^/deletedkeys/${NAME}$`), 'purge', 'purge', 'purge'],
];

/** Finds the route; undefined when there is none. A trailing slash means "current version", as the SDK writes it. */
export function routeOf(method: string, pathname: string): Route | undefined {
  const path = pathname.length > 1 ? pathname.replace(/\/$/, '') : pathname;
  for (const [verb, pattern, operation, permission, kind] of TABLE) {
    const match = verb === method ? pattern.exec(path) : null;
    if (match) return { operation, permission, kind, name: match[1] ?? '', version: match[2] ?? '' };
  }
  return undefined;
}
