import type { z } from 'zod';

/** Who may do what on a workstation (security.md, "Roles"). */
export const ROLES = ['Administrator', 'Operator', 'Auditor'] as const;
export type Role = (typeof ROLES)[number];

/** The least role a call needs; `anybody` is for what must work before somebody logged in. */
export type Need = Role | 'anybody';

/** An Administrator may do what an Operator may, an Operator reads what an Auditor reads. */
const RANKS: Readonly<Record<Need, number>> = { anybody: 0, Auditor: 1, Operator: 2, Administrator: 3 };

/** Whether somebody of this role (undefined: nobody logged in) may make a call that needs `need`. */
export function mayCall(role: Role | undefined, need: Need): boolean {
  return RANKS[role ?? 'anybody'] >= RANKS[need];
}

/** `query` only looks; `command` changes something and answers when it is done; `job` starts work and answers its id. */
export type CallKind = 'query' | 'command' | 'job';

/** One call of the contract: everything both sides of the bridge need to know about it. */
export interface Call<A extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  readonly kind: CallKind;
  readonly need: Need;
  readonly argument: A;
  readonly reply: R;
  /** A second administrator confirms it first (see ApprovalRequest); the room says for which arguments. */
  readonly approval?: true;
}

/** A call that only looks. */
export function query<A extends z.ZodType, R extends z.ZodType>(need: Need, argument: A, reply: R): Call<A, R> {
  return { kind: 'query', need, argument, reply };
}

/** A call that changes something, and answers when it is done. */
export function command<A extends z.ZodType, R extends z.ZodType>(need: Need, argument: A, reply: R): Call<A, R> {
  return { kind: 'command', need, argument, reply };
}

/** A call that starts a job and answers as soon as the job is recorded. */
export function job<A extends z.ZodType, R extends z.ZodType>(need: Need, argument: A, reply: R): Call<A, R> {
  return { kind: 'job', need, argument, reply };
}

/** A call that a second administrator must confirm before it is done. */
export function confirmed<A extends z.ZodType, R extends z.ZodType>(call: Call<A, R>): Call<A, R> {
  return { ...call, approval: true };
}

/** One room of the contract: its calls, and what it tells by itself. */
export interface RoomContract {
  readonly calls: Readonly<Record<string, Call>>;
  readonly push: z.ZodType;
}
