import type { UnreachableEndpoint } from '../../shared/domain/endpoint.js';

/** Keeps what changed over restarts; must not throw. undefined: the host answers again. */
type Keep = (host: string, state: UnreachableEndpoint | undefined) => void;

/** Which hosts cannot be reached, and since when; the recorders of all connections of a workstation tell it of every request. */
export class EndpointStates {
  readonly #unreachable: Map<string, UnreachableEndpoint>;
  readonly #keep: Keep;
  #changed: () => void = () => undefined;

  constructor(known: readonly UnreachableEndpoint[], keep: Keep) {
    this.#unreachable = new Map(known.map((endpoint) => [endpoint.host, endpoint]));
    this.#keep = keep;
  }

  /** Those that cannot be reached now, by host. */
  list(): readonly UnreachableEndpoint[] {
    return [...this.#unreachable.values()].sort((a, b) => (a.host < b.host ? -1 : 1));
  }

  of(host: string): UnreachableEndpoint | undefined {
    return this.#unreachable.get(host);
  }

  /** Calls `listener` when a host is gone or answers again. */
  onChange(listener: () => void): void {
    this.#changed = listener;
  }

  /** An answer came, whatever it said. */
  answered(host: string): void {
    if (!this.#unreachable.delete(host)) return;
    this.#keep(host, undefined);
    this.#changed();
  }

  /** No answer came; `why` is what the network said. */
  silent(host: string, at: number, why: string): void {
    const before = this.#unreachable.get(host);
    const state = { host, since: before?.since ?? at, lastTried: at, why };
    this.#unreachable.set(host, state);
    // What is only tried once more is not worth a write.
    if (before) return;
    this.#keep(host, state);
    this.#changed();
  }
}
