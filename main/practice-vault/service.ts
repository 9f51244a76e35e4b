import { randomUUID } from 'node:crypto';
import { CLOUDS } from '../../shared/azure/clouds.js';
import type { Clock } from '../clock/clock.js';
import { generateKeyPair } from '../crypto/index.js';
import { authenticate, authorize } from './access.js';
import { takeFaults, type Fault, type Operation } from './faults.js';
import type { PracticeRequest, PracticeResponse } from './messages.js';
import { answerKeys } from './operations/answer-keys.js';
import type { MakeKeyPair } from './operations/make-versions.js';
import { BrokenConnection, conflict, Problem } from './problem.js';
import { faultsAfter, faultsBefore, refuseByFault } from './play-faults.js';
import { routeOf, type Route } from './routes.js';
import type { ServiceState } from './state.js';
import type { PracticeStorage } from './storage.js';
import { Throttle } from './throttle.js';
import { TokenService } from './token-service.js';
import { VaultKeys } from './vault-keys.js';

export interface PracticeParts {
  readonly clock: Clock;
  readonly storage: PracticeStorage;
  /** Tests give fixed keys, since RSA takes its time. */
  readonly makeKeyPair?: MakeKeyPair;
}

const LOCATION = 'practice';

/**
 * An Azure Key Vault and token service of our own, told by host name: NAME.vault.localhost and login.localhost. What it
 * answers follows Microsoft's REST reference and byok.md; the unmodified SDKs talk to it.
 */
export class PracticeService {
  readonly #clock: Clock;
  readonly #storage: PracticeStorage;
  readonly #makeKeyPair: MakeKeyPair;
  readonly #tokens: TokenService;
  readonly #throttle: Throttle;
  readonly #vaults = new Map<string, VaultKeys>();
  readonly #busyNames = new Set<string>();
  #state: ServiceState;
  /** How many requests of each kind came, e.g. `import 200`. */
  readonly requests = new Map<string, number>();

  constructor(parts: PracticeParts) {
    this.#clock = parts.clock;
    this.#storage = parts.storage;
    this.#makeKeyPair = parts.makeKeyPair ?? generateKeyPair;
    this.#tokens = new TokenService(parts.clock);
    this.#throttle = new Throttle(parts.clock);
    this.#state = parts.storage.readService();
  }

  get state(): ServiceState {
    return this.#state;
  }

  /** Changes vaults, apps, faults or limits. */
  change(state: ServiceState): void {
    this.#state = state;
    this.#storage.writeService(state);
  }

  /** Everything is gone. */
  clear(): void {
    this.#storage.clear();
    this.#state = this.#storage.readService();
    this.#vaults.clear();
    this.requests.clear();
  }

  /** A vault's keys; undefined when there is no such vault. */
  keysOf(name: string): VaultKeys | undefined {
    const vault = this.#state.vaults.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
    if (!vault) return undefined;
    const known = this.#vaults.get(vault.name);
    if (known?.vault === vault) return known;
    const keys = new VaultKeys(vault, this.#storage, this.#clock);
    this.#vaults.set(vault.name, keys);
    return keys;
  }

  /** Answers one request. Throws BrokenConnection where no answer comes. */
  async handle(request: PracticeRequest): Promise<PracticeResponse> {
    const host = request.url.hostname.toLowerCase();
    const answer =
      host === CLOUDS.practice.authorityHost ? await this.#askTokens(request) : await this.#askVault(host, request);
    return this.#withHeaders(request, answer);
  }

  async #askTokens(request: PracticeRequest): Promise<PracticeResponse> {
    const faults = this.#take('token');
    const answer = await this.#answered(async () => {
      const instead = await faultsBefore(faults, request, this.#clock);
      return instead ?? this.#tokens.answer(request, this.#state);
    });
    this.#count('token', answer.status);
    return faultsAfter(faults, request, answer, this.#clock);
  }

  async #askVault(host: string, request: PracticeRequest): Promise<PracticeResponse> {
    const name = host.endsWith(`.${CLOUDS.practice.vaultSuffix}`)
      ? host.slice(0, -CLOUDS.practice.vaultSuffix.length - 1)
      : '';
    const keys = this.keysOf(name);
    if (!keys) throw new BrokenConnection('ENOTFOUND', host);
    const route = routeOf(request.method, request.url.pathname);
    let faults: readonly Fault[] = [];
    const answer = await this.#answered(async () => {
      if (!route) throw new Problem(404, 'NotFound', `There is no ${request.method} ${request.url.pathname}.`);
      // The challenge comes before anything else, and costs no fault its turn.
      const who = authenticate(request, keys.vault, this.#tokens, this.#clock.now());
      faults = this.#take(route.operation, route.name);
      const instead = await faultsBefore(faults, request, this.#clock);
      if (instead) return instead;
      refuseByFault(faults, keys.vault);
      authorize(keys.vault, who, route.permission);
      const standard = faults.some((fault) => fault.kind === 'standard') || keys.vault.tier === 'standard';
      return this.#exclusively(name, route, () => this.#work(host, request, route, keys, standard));
    });
    this.#count(route?.operation ?? 'unknown', answer.status);
    return faultsAfter(faults, request, answer, this.#clock);
  }

  #work(
    host: string,
    request: PracticeRequest,
    route: Route,
    keys: VaultKeys,
    standard: boolean,
  ): Promise<PracticeResponse> {
    if (!request.url.searchParams.has('api-version'))
      throw new Problem(400, 'BadParameter', 'Missing api-version query parameter.');
    return answerKeys({
      host,
      route,
      keys,
      standard,
      body: request.body,
      query: request.url.searchParams,
      now: this.#clock.now(),
      makeKeyPair: this.#makeKeyPair,
      admitHsmWrite: () => {
        const { limits } = this.#state;
        if (limits && !this.#throttle.admits(keys.vault.name, limits)) {
          throw new Problem(
            429,
            'Throttled',
            'Request was not processed because too many requests were received. Reason: VaultRequestTypeLimitReached',
          );
        }
      },
    });
  }

  /** Parallel writes on one key name answer 409 (byok.md, "What bites" 3). */
  async #exclusively<T>(vault: string, route: Route, work: () => Promise<T>): Promise<T> {
    if (route.permission === 'get' || route.permission === 'list') return work();
    const name = `${vault}/${route.name}`.toLowerCase();
    if (this.#busyNames.has(name))
      throw conflict('There was a conflict with another operation on the same key. Retry the request.');
    this.#busyNames.add(name);
    try {
      return await work();
    } finally {
      this.#busyNames.delete(name);
    }
  }

  #take(operation: Operation, name?: string): readonly Fault[] {
    if (this.#state.faults.length === 0) return [];
    const { hits, left } = takeFaults(this.#state.faults, name === undefined ? { operation } : { operation, name });
    this.change({ ...this.#state, faults: [...left] });
    return hits;
  }

  async #answered(work: () => Promise<PracticeResponse>): Promise<PracticeResponse> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return {
        status: error.status,
        headers: { 'content-type': 'application/json; charset=utf-8', ...error.headers },
        body: error.body,
      };
    }
  }

  #withHeaders(request: PracticeRequest, answer: PracticeResponse): PracticeResponse {
    const echoed = request.headers['x-ms-client-request-id'];
    return {
      ...answer,
      headers: {
        date: new Date(this.#clock.now()).toUTCString(),
        'x-ms-request-id': randomUUID(),
        'x-ms-keyvault-region': LOCATION,
        'x-ms-keyvault-service-version': '0.0.0-practice',
        ...(echoed ? { 'x-ms-client-request-id': echoed } : {}),
        ...answer.headers,
      },
    };
  }

  #count(operation: Operation | 'unknown', status: number): void {
    for (const entry of [operation, `${operation} ${status}`])
      this.requests.set(entry, (this.requests.get(entry) ?? 0) + 1);
  }
}
