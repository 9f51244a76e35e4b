import type { Answerer, DoorFacts, Sender } from '../../main/ipc/index.js';

/** An answerer that writes down what it hears. */
export class FakeAnswerer implements Answerer {
  readonly calls: { readonly sender: Sender; readonly channel: string; readonly argument: string }[] = [];
  readonly listeners = new Set<(push: string) => void>();
  facts: DoorFacts | undefined;
  locks = 0;
  closes = 0;
  reply = '{"ok":true,"value":{}}';

  readonly make = (facts: DoorFacts): Answerer => {
    this.facts = facts;
    return this;
  };

  answer(sender: Sender, channel: string, argument: string): Promise<string> {
    this.calls.push({ sender, channel, argument });
    return Promise.resolve(this.reply);
  }

  onPush(listener: (push: string) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  push(value: unknown): void {
    for (const listener of this.listeners) listener(JSON.stringify(value));
  }

  lock(): void {
    this.locks += 1;
  }

  close(): Promise<void> {
    this.closes += 1;
    return Promise.resolve();
  }
}
