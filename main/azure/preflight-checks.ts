import type { Failure } from '../../shared/result.js';
import type { PreflightCheck } from './types.js';

type CheckId = PreflightCheck['id'];

/** The order of the list, and what each line is called. */
const TITLES: Readonly<Record<CheckId, string>> = {
  'name-resolves': 'The vault can be found',
  tls: 'Secure connection (TLS)',
  clock: 'Clock',
  token: 'Token',
  tenant: 'Tenant',
  get: 'Key permission Get',
  list: 'Key permission List',
  create: 'Key permission Create',
  premium: 'Premium vault',
  'soft-delete': 'Soft delete and purge protection',
  import: 'Key permission Import',
  delete: 'Key permission Delete',
  purge: 'Key permission Purge',
};

function idsInOrder(): CheckId[] {
  return Object.keys(TITLES) as CheckId[];
}

/** Gathers the lines of a pre-flight. What was not reached is said to be so. */
export class CheckList {
  readonly #checks = new Map<CheckId, PreflightCheck>();
  /** True once the vault's firewall refused us: asking on only repeats it. */
  firewallClosed = false;

  add(check: Omit<PreflightCheck, 'title'>): void {
    this.#checks.set(check.id, { ...check, title: TITLES[check.id] });
  }

  passed(id: CheckId, finding: string): void {
    this.add({ id, outcome: 'passed', finding });
  }

  notChecked(id: CheckId, finding: string): void {
    this.add({ id, outcome: 'not-checked', finding });
  }

  failed(id: CheckId, failure: Failure): void {
    if (failure.code === 'forbidden-by-firewall') this.firewallClosed = true;
    const { message, advice, original, requestId } = failure;
    this.add({
      id,
      outcome: 'failed',
      finding: original ? `${message} (It said: ${original})` : message,
      ...(advice ? { advice } : {}),
      ...(requestId ? { requestId } : {}),
    });
  }

  has(id: CheckId, outcome: PreflightCheck['outcome']): boolean {
    return this.#checks.get(id)?.outcome === outcome;
  }

  all(): PreflightCheck[] {
    return idsInOrder().map(
      (id) =>
        this.#checks.get(id) ?? {
          id,
          title: TITLES[id],
          outcome: 'not-checked',
          finding: 'Not reached: see what failed above.',
        },
    );
  }
}

/** What a list amounts to. */
export function preflightOutcome(checks: readonly PreflightCheck[]): 'passed' | 'warning' | 'failed' {
  if (checks.some((check) => check.outcome === 'failed')) return 'failed';
  return checks.some((check) => check.outcome === 'warning') ? 'warning' : 'passed';
}
