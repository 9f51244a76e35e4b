import type { ApprovalRequest } from './domain/approval.js';

/**
 * An expected failure as a value: a stable code for programs, a sentence for people, and what to do about it.
 * It never holds a secret, a stack or a path of the program's own files.
 */
export interface Failure {
  /** Stable, kebab-case, e.g. `forbidden-by-policy`. */
  readonly code: string;
  /** What happened and what it means, one sentence made for people. */
  readonly message: string;
  /** What to do about it. */
  readonly advice?: string;
  /** The other side's own words (Azure's error.message), always shown too. */
  readonly original?: string;
  /** x-ms-client-request-id of the call that failed: the correlation id in Key Vault's audit log. */
  readonly requestId?: string;
  /** x-ms-request-id: Azure's own id of the request. */
  readonly serviceRequestId?: string;
  /** With the code `approval-needed`: what a second administrator must confirm first. */
  readonly approval?: ApprovalRequest;
}

/** Expected failures are values; exceptions are bugs (style.md, habit 3). */
export type Result<T, F extends Failure = Failure> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: F };

/** Wraps a success. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** Makes a failed result. `more` adds advice, the original text, or request ids. */
export function fail(
  code: string,
  message: string,
  more: Omit<Failure, 'code' | 'message'> = {},
): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { code, message, ...more } };
}

/** Ends a switch over a union: the compiler proves that it is never reached. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
