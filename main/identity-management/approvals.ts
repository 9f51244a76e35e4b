import { randomUUID } from 'node:crypto';
import type { Approval } from '../../shared/domain/actor.js';
import type { ApprovalRequest } from '../../shared/domain/approval.js';
import { fail, ok, type Result } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';
import type { SystemLog } from '../logging-and-reporting/index.js';
import type { Store } from '../store/index.js';
import { approvalWasUsed, putApprovalUsed } from '../store/tables/approvals-used.js';
import { checkApproval, type ApprovalFile } from './approval-files.js';
import type { IdentityFile } from './identity-file.js';
import type { Act } from './act.js';
import type { Acting, Person } from './acting.js';
import { sameName } from './names.js';
import type { Login } from './personal-keys.js';

interface Asked extends ApprovalRequest {
  /** Binds it to exactly this call with this argument. */
  readonly binding: string;
  readonly object: string;
  approval?: Approval;
}

export interface ApprovalParts {
  readonly clock: Clock;
  readonly log: SystemLog;
  readonly store: Store;
  readonly acting: Acting;
  /** A fresh login. */
  readonly logIn: (login: Login) => Promise<Result<Person>>;
}

/** How long a request waits, and an approval may be used. */
export const APPROVAL_MS = 5 * 60_000;
/** More waiting requests than this are a broken or hostile window: the oldest goes. */
const MOST = 20;

/** What waits for a second administrator, and what one has confirmed. Kept in memory only: gone at lock and seal. */
export class Approvals {
  readonly #parts: ApprovalParts;
  readonly #asked = new Map<string, Asked>();

  constructor(parts: ApprovalParts) {
    this.#parts = parts;
  }

  /**
   * The approval for exactly this, which is used up by that; otherwise the request that a second administrator is to
   * confirm. Code `approval-needed`.
   */
  take(binding: string, act: Act): Result<Approval> {
    const { clock, log, acting } = this.#parts;
    this.#forgetExpired();
    const mine = [...this.#asked.values()].find(
      (asked) => asked.binding === binding && sameName(asked.askedBy, acting.person.name),
    );
    if (mine?.approval) {
      this.#asked.delete(mine.id);
      return ok(mine.approval);
    }
    if (mine) return needed(mine);
    const asked: Asked = {
      ...act,
      id: randomUUID(),
      askedBy: acting.person.name,
      expiresAt: clock.now() + APPROVAL_MS,
      binding,
    };
    this.#asked.set(asked.id, asked);
    const [oldest] = this.#asked.keys();
    if (this.#asked.size > MOST && oldest !== undefined) this.#asked.delete(oldest);
    const message = `${asked.askedBy} asks for an approval: ${describeAct(act)}`;
    log.write({
      service: 'Identity',
      level: 'INFO',
      event: 'approval-asked',
      actor: asked.askedBy,
      object: act.object,
      message,
    });
    return needed(asked);
  }

  /** The approval that a file brings for exactly this act; used up by it. Codes as checkApproval, and `approval-used`. */
  takeFile(approval: ApprovalFile, act: unknown, described: Act, identities: IdentityFile): Result<Approval> {
    const { clock, log, acting, store } = this.#parts;
    const asked = { act, described, askedBy: acting.person.name, now: clock.now() };
    const checked = checkApproval(approval, asked, identities);
    if (!checked.ok) return checked;
    const { id } = approval.request;
    if (approvalWasUsed(store, id))
      return fail('approval-used', 'This approval was used before.', { advice: 'Ask anew with --request-file.' });
    store.commit((tx) => {
      putApprovalUsed(tx, id, clock.now());
      log.append(tx, [
        {
          service: 'Identity',
          level: 'INFO',
          event: 'approval-given',
          actor: approval.approver,
          object: described.object,
          reason: approval.justification,
          outcome: 'success',
          message: `${approval.approver} confirmed by file ${id} what ${asked.askedBy} asked for: ${describeAct(described)}`,
        },
      ]);
    });
    return checked;
  }

  /**
   * A second administrator confirms, with a fresh login. Codes `approval-gone`, `login-refused`, `identity-disabled`,
   * `approver-not-allowed`.
   */
  async approve(requestId: string, login: Login, justification: string): Promise<Result<void>> {
    this.#forgetExpired();
    if (!this.#asked.has(requestId)) return gone();
    const { log, logIn } = this.#parts;
    const person = await logIn(login);
    // It may have expired, or been declined, while the passphrase was tried.
    this.#forgetExpired();
    const asked = this.#asked.get(requestId);
    if (!asked) return gone();
    const may = person.ok ? mayApprove(person.value, asked.askedBy) : person;
    if (!may.ok) return may;
    const { name } = may.value;
    log.write({
      service: 'Identity',
      level: 'INFO',
      event: 'approval-given',
      actor: name,
      object: asked.object,
      reason: justification,
      outcome: 'success',
      message: `${name} confirmed what ${asked.askedBy} asked for: ${describeAct(asked)}`,
    });
    asked.approval = { approver: name, reason: justification };
    return ok(undefined);
  }

  /** Nothing is done; asked again, it needs a new approval. Code `approval-gone`. */
  decline(requestId: string): Result<void> {
    this.#forgetExpired();
    const asked = this.#asked.get(requestId);
    if (!asked) return gone();
    this.#asked.delete(requestId);
    const { log, acting } = this.#parts;
    log.write({
      service: 'Identity',
      level: 'WARN',
      event: 'approval-declined',
      actor: acting.name,
      object: asked.object,
      outcome: 'failure',
      message: `What ${asked.askedBy} asked for was declined: ${describeAct(asked)}`,
    });
    return ok(undefined);
  }

  /** At lock and seal: whoever comes back asks again. */
  clear(): void {
    this.#asked.clear();
  }

  #forgetExpired(): void {
    const now = this.#parts.clock.now();
    for (const { id, expiresAt } of this.#asked.values()) if (expiresAt <= now) this.#asked.delete(id);
  }
}

/** An active Administrator, and never the one who asked. Code `approver-not-allowed`. */
export function mayApprove(person: Person, askedBy: string): Result<Person> {
  if (person.role !== 'Administrator') return notAllowed(`${person.name} is no Administrator.`);
  if (sameName(person.name, askedBy)) return notAllowed(`${person.name} asked for it.`);
  return ok(person);
}

/** In one sentence, for the log. */
export function describeAct({ title, lines }: Pick<Act, 'title' | 'lines'>): string {
  return `${title} (${lines.map(({ name, value }) => `${name}: ${value}`).join('; ')}).`;
}

function needed({ id, title, lines, askedBy, expiresAt }: Asked): Result<never> {
  return fail('approval-needed', `${title}: a second Administrator confirms this, with a fresh login.`, {
    approval: { id, title, lines, askedBy, expiresAt },
  });
}

function notAllowed(why: string): Result<never> {
  return fail('approver-not-allowed', `${why} Another active Administrator confirms it, never the one who asked.`);
}

function gone(): Result<never> {
  return fail(
    'approval-gone',
    'This request is not waiting any more: it expired, was declined, or the window was locked.',
    {
      advice: 'Ask for it again.',
    },
  );
}
