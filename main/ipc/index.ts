import type { WorkstationOptions } from '../workstation.js';
import { Registrar } from './registrar.js';
import { Station } from './station.js';
import type { Answerer, DoorFacts } from './types.js';

export { Station } from './station.js';
export type { Answerer, DoorFacts, Sender } from './types.js';

/** What stands behind a window of one data folder. Nothing is opened yet. */
export function makeAnswerer(facts: DoorFacts, options: WorkstationOptions = {}): Answerer {
  const listeners = new Set<(push: string) => void>();
  const station = new Station(facts, options, (push) => {
    const text = JSON.stringify(push);
    for (const listener of listeners) listener(text);
  });
  const registrar = new Registrar(station);
  return {
    answer: (sender, channel, argument) => registrar.answer(sender, channel, argument),
    onPush: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    lock: () => void station.lock(),
    close: async () => {
      await station.seal();
    },
  };
}
