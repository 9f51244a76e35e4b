import { z } from 'zod';
import { fail, ok, type Result } from '../../shared/result.js';

export const OPERATIONS = [
  'token',
  'get',
  'list',
  'create',
  'import',
  'update',
  'delete',
  'get-deleted',
  'recover',
  'purge',
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What can go wrong on request. */
export const FAULT_KINDS = {
  'reset-before': 'the connection breaks before the work is done',
  'reset-after': 'the connection breaks after the work was done: the answer is lost',
  status: 'an error status, e.g. status=503 (nothing is done)',
  'status-after': 'an error status although the work was done, e.g. status-after=500',
  throttle: '429; with throttle=3 it says Retry-After: 3',
  latency: 'the answer takes long, e.g. latency=2000 (milliseconds)',
  'expired-token': 'the token counts as expired',
  'wrong-tenant': 'the token counts as one of another tenant',
  firewall: "this address is not allowed in the vault's Networking",
  standard: 'the vault behaves as a Standard one, without HSM keys',
  'other-public-key': 'import answers another public key than the one imported',
  'clock-skew': "the service's clock is ahead, e.g. clock-skew=600 (seconds)",
  enotfound: 'the name does not resolve',
  unreachable: 'the connection is refused',
  timeout: 'no answer comes in time, and nothing is done',
  'timeout-after': 'the work is done, and no answer comes in time',
  truncated: 'the work is done, and the answer ends in its middle',
  garbled: 'the work is done, and a page of HTML comes as its answer',
  captive: 'a proxy answers with a page of its own, status 200, and nothing is done',
  redirect: 'the answer points to another host, and nothing is done',
  certificate: 'the certificate is not trusted',
} as const;
export type FaultKind = keyof typeof FAULT_KINDS;

export const faultSchema = z.strictObject({
  kind: z.enum(Object.keys(FAULT_KINDS) as [FaultKind, ...FaultKind[]]),
  value: z.number().optional(),
  on: z.enum(OPERATIONS).optional(),
  /** Only requests about this key; `*` at its end stands for anything. */
  name: z.string().optional(),
  /** How many requests it still hits; absent: until it is cleared. */
  times: z.number().int().min(1).optional(),
  /** How many fitting requests go through first. */
  after: z.number().int().min(0).optional(),
});
export type Fault = z.infer<typeof faultSchema>;

const NEEDS_VALUE: readonly FaultKind[] = ['status', 'status-after', 'latency', 'clock-skew'];
const USAGE =
  'Write KIND[=VALUE] [on=OPERATION] [name=KEY] [times=N|always] [after=N], e.g. "reset-after on=import" or "status=503 on=create times=2".';

/** Reads a fault as it is given on the command line. `times` is 1 unless said otherwise. */
export function parseFault(text: string): Result<Fault> {
  const [head = '', ...rest] = text.trim().split(/\s+/);
  const [kind = '', value] = head.split('=');
  if (!isKind(kind)) {
    return bad(`"${kind}" is no kind of fault; there are ${Object.keys(FAULT_KINDS).join(', ')}.`);
  }
  const fault: Record<string, unknown> = { kind, times: 1 };
  if (value !== undefined) fault['value'] = Number(value);
  else if (NEEDS_VALUE.includes(kind)) return bad(`${kind} needs a value: ${FAULT_KINDS[kind]}.`);
  for (const part of rest) {
    const [name = '', setting = ''] = part.split('=');
    if (name === 'on' || name === 'name') fault[name] = setting;
    else if (name === 'times' && setting === 'always') delete fault['times'];
    else if (name === 'times' || name === 'after') fault[name] = Number(setting);
    else return bad(`"${part}" is not understood.`);
  }
  const parsed = faultSchema.safeParse(fault);
  if (parsed.success) return ok(parsed.data);
  const wrong = parsed.error.issues[0]?.path.join('.') ?? '';
  return bad(
    wrong === 'on'
      ? `An operation is one of ${OPERATIONS.join(', ')}.`
      : `The value of "${wrong}" is not a usable number.`,
  );
}

/** A fault as parseFault reads it. */
export function formatFault(fault: Fault): string {
  return [
    fault.value === undefined ? fault.kind : `${fault.kind}=${fault.value}`,
    ...(fault.on ? [`on=${fault.on}`] : []),
    ...(fault.name ? [`name=${fault.name}`] : []),
    `times=${fault.times ?? 'always'}`,
    ...(fault.after ? [`after=${fault.after}`] : []),
  ].join(' ');
}

/** Takes the faults that hit this request and counts them down; answers the hits and what is left. */
export function takeFaults(
  faults: readonly Fault[],
  request: { readonly operation: Operation; readonly name?: string },
): { readonly hits: readonly Fault[]; readonly left: readonly Fault[] } {
  const hits: Fault[] = [];
  const left: Fault[] = [];
  for (const fault of faults) {
    if (!fits(fault, request)) {
      left.push(fault);
    } else if (fault.after !== undefined && fault.after > 0) {
      left.push({ ...fault, after: fault.after - 1 });
    } else {
      hits.push(fault);
      if (fault.times === undefined) left.push(fault);
      else if (fault.times > 1) left.push({ ...fault, times: fault.times - 1 });
    }
  }
  return { hits, left };
}

function fits(fault: Fault, request: { readonly operation: Operation; readonly name?: string }): boolean {
  // Without "on", a fault is about the vault; the token service is meant only when named (or when nothing resolves).
  const operation = fault.on
    ? fault.on === request.operation
    : request.operation !== 'token' || fault.kind === 'enotfound';
  if (!operation) return false;
  if (fault.name === undefined) return true;
  const name = (request.name ?? '').toLowerCase();
  const wanted = fault.name.toLowerCase();
  return wanted.endsWith('*') ? name.startsWith(wanted.slice(0, -1)) : name === wanted;
}

function isKind(text: string): text is FaultKind {
  return Object.hasOwn(FAULT_KINDS, text);
}

function bad(message: string): Result<never> {
  return fail('bad-fault', message, { advice: USAGE });
}
