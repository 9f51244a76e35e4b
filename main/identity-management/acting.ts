import { AsyncLocalStorage } from 'node:async_hooks';
import type { Role } from '../../shared/contract/index.js';
import type { Actor, Approval } from '../../shared/domain/actor.js';

/** An active identity that has logged in. */
export interface Person {
  readonly name: string;
  readonly role: Role;
}

/** A name, and what somebody else said to it. */
export interface Standing extends Approval {
  readonly name: string;
}

/**
 * Who acts. Work keeps the name of whoever began it, and who confirmed it, however long it runs and whoever comes to the
 * window meanwhile: both travel with the asynchronous call.
 */
export class Acting implements Actor {
  readonly #work = new AsyncLocalStorage<Standing>();
  #person: Person;

  constructor(person: Person) {
    this.#person = person;
  }

  /** The session's person. */
  get person(): Person {
    return this.#person;
  }

  get name(): string {
    return this.#work.getStore()?.name ?? this.#person.name;
  }

  /** Who confirmed the work that asks this, and why; empty where nobody had to. */
  get approval(): Approval {
    const { approver, reason } = this.#work.getStore() ?? {};
    return { ...(approver === undefined ? {} : { approver }), ...(reason === undefined ? {} : { reason }) };
  }

  /** The session is this person's from now on; what runs already is not. */
  become(person: Person): void {
    this.#person = person;
  }

  /** Does what somebody asked for earlier, in that name and with what was confirmed then. */
  doAs<T>(standing: Standing, work: () => T): T {
    return this.#work.run(standing, work);
  }

  /** Does work in the name of the session's person, with what somebody else said to it. */
  do<T>(work: () => T, approval: Approval = {}): T {
    return this.#work.run({ ...approval, name: this.#person.name }, work);
  }
}
