import {
  channelOf,
  contract,
  ROOM_NAMES,
  type Answer,
  type Argument,
  type Bridge,
  type Call,
  type CallName,
  type Push,
  type Reply,
  type RoomName,
} from '../../shared/contract/index.js';

type Failed = Extract<Answer<never>, { readonly ok: false }>;
type CallOf<R extends RoomName> = readonly [room: R, call: CallName<R>];
/** What a call answers: always the same, or something else each time. */
type Replies<R extends RoomName, C extends CallName<R>> =
  Reply<R, C> | ((argument: Argument<R, C>) => Reply<R, C> | Answer<Reply<R, C>> | Promise<Reply<R, C>>);

interface Recorded {
  readonly channel: string;
  readonly argument: unknown;
}

/**
 * A bridge for the renderer's tests, derived from the contract: it writes down every call and answers what the test set.
 * Arguments and answers must be the contract's, so that a test cannot agree with a page that the real registrar refuses.
 */
export class BridgeDouble {
  readonly bridge: Bridge;
  /** Every call so far, oldest first. */
  readonly calls: Recorded[] = [];
  readonly #replies = new Map<string, (argument: unknown) => unknown>();
  readonly #listeners = new Set<(push: Push) => void>();

  constructor() {
    const rooms = ROOM_NAMES.map((room) => {
      const calls = Object.entries<Call>(contract[room].calls).map(
        ([name, call]) => [name, (argument?: unknown) => this.#answer(channelOf(room, name), call, argument)] as const,
      );
      return [room, Object.fromEntries(calls)] as const;
    });
    const listen: Bridge['listen'] = (listener) => {
      this.#listeners.add(listener);
      return () => void this.#listeners.delete(listener);
    };
    // Its shape is the contract's by construction; tests/ipc/bridge-double.test.ts walks every call.
    this.bridge = { ...Object.fromEntries<unknown>(rooms), listen } as Bridge;
  }

  /** Sets what a call answers from now on: a value, or what a function makes of the argument. */
  answers<R extends RoomName, C extends CallName<R>>(room: R, call: C, replies: Replies<R, C>): this {
    const make = typeof replies === 'function' ? (replies as (argument: unknown) => unknown) : () => replies;
    this.#replies.set(channelOf(room, call), make);
    return this;
  }

  /** Sets that a call is refused from now on. */
  refuses<R extends RoomName>(...[room, call, failure]: [...CallOf<R>, Omit<Failed, 'ok'>]): this {
    const refused: Failed = { ok: false, ...failure };
    this.#replies.set(channelOf(room, call), () => refused);
    return this;
  }

  /** The arguments that a call came with, oldest first. */
  argumentsOf<R extends RoomName, C extends CallName<R>>(room: R, call: C): Argument<R, C>[] {
    const channel = channelOf(room, call);
    return this.calls.flatMap((one) => (one.channel === channel ? [one.argument as Argument<R, C>] : []));
  }

  /** Tells every listener. */
  tell(push: Push): void {
    contract[push.room].push.parse(push.value);
    for (const listener of this.#listeners) listener(overTheWire(push));
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  async #answer(channel: string, call: Call, given: unknown): Promise<unknown> {
    const argument = overTheWire(given);
    this.calls.push({ channel, argument });
    const parsed = call.argument.safeParse(argument);
    if (!parsed.success) {
      return { ok: false, code: 'bad-input', message: parsed.error.issues[0]?.message ?? 'Not understood.' };
    }
    const make = this.#replies.get(channel);
    if (!make) throw new Error(`This test set no answer for ${channel}.`);
    const made: unknown = await make(argument);
    if (isAnswer(made)) return overTheWire(made);
    return overTheWire({ ok: true, value: call.reply.parse(made) });
  }
}

function isAnswer(made: unknown): made is Answer<unknown> {
  return typeof made === 'object' && made !== null && 'ok' in made && typeof made.ok === 'boolean';
}

/** Everything travels as JSON text: a member that is undefined is not there. */
function overTheWire<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}
