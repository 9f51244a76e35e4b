import { contract, ROOM_NAMES, type Answer, type Bridge, type Push } from '../../shared/contract/index.js';

type Answers = Readonly<Record<string, (argument: unknown) => Promise<Answer<unknown>>>>;

/** The bridge as the page sees it, without anything behind it: calls are answered from a list, pushes are made by hand. */
export class PageBridge {
  /** `room.call` of every call that came, in order. */
  readonly calls: string[] = [];
  readonly bridge: Bridge;
  readonly #listeners = new Set<(push: Push) => void>();

  constructor(answers: Answers) {
    const rooms = ROOM_NAMES.map((room) => {
      const calls = Object.keys(contract[room].calls).map((call) => {
        const name = `${room}.${call}`;
        return [call, (argument: unknown) => this.#answer(name, answers[name], argument)] as const;
      });
      return [room, Object.fromEntries(calls)] as const;
    });
    const listen: Bridge['listen'] = (listener) => {
      this.#listeners.add(listener);
      return () => void this.#listeners.delete(listener);
    };
    // Its shape is the contract's by construction.
    this.bridge = { ...Object.fromEntries<unknown>(rooms), listen } as Bridge;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  push(push: Push): void {
    for (const listener of this.#listeners) listener(push);
  }

  async #answer(name: string, answer: Answers[string] | undefined, argument: unknown): Promise<Answer<unknown>> {
    this.calls.push(name);
    if (!answer) throw new Error(`Nobody said what ${name} answers.`);
    return answer(argument);
  }
}
