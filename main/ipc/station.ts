import type { Push, SessionView } from '../../shared/contract/index.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { VERSION } from '../../shared/version.js';
import { systemClock, type Clock } from '../clock/clock.js';
import type { Login } from '../identity-management/index.js';
import { initWorkstation, openWorkstation, readIdentities, type WorkstationOptions } from '../workstation.js';
import { sessionPush } from './announcer.js';
import { LoginPause } from './login-pause.js';
import { OpenRooms } from './open-rooms.js';
import type { DoorFacts } from './types.js';

/**
 * One data folder and its state: `new`, `sealed`, `locked` or `open`. Opening and sealing happen one after the other,
 * whatever the window sends at once.
 */
export class Station {
  readonly facts: DoorFacts;
  readonly options: WorkstationOptions;
  readonly #clock: Clock;
  readonly #pause: LoginPause;
  readonly #send: (push: Push) => void;
  #rooms: OpenRooms | undefined;
  #locked = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(facts: DoorFacts, options: WorkstationOptions, send: (push: Push) => void) {
    this.facts = facts;
    this.options = options;
    this.#clock = options.clock ?? systemClock;
    this.#pause = new LoginPause(this.#clock);
    this.#send = send;
  }

  /** undefined while sealed or before the first start; there while locked. */
  get rooms(): OpenRooms | undefined {
    return this.#rooms;
  }

  get state(): SessionView['state'] {
    if (this.#rooms) return this.#locked ? 'locked' : 'open';
    const identities = readIdentities(this.facts.dataFolder);
    return !identities.ok && identities.failure.code === 'not-initialised' ? 'new' : 'sealed';
  }

  /** What a session shows of itself, in every state. */
  view(): SessionView {
    const workstation = this.#rooms?.workstation;
    const identities = workstation ? ok(workstation.identities) : readIdentities(this.facts.dataFolder);
    return {
      state: this.state,
      version: VERSION,
      door: this.facts.door,
      nativeDialogs: this.facts.chooseFile !== undefined,
      dataFolder: this.facts.dataFolder,
      ...(identities.ok ? { workstationId: identities.value.workstationId } : {}),
      loggedIn: workstation ? [...workstation.administrators] : [],
      ...(workstation
        ? { role: 'Administrator' as const, designatedDevice: workstation.settings.designatedDevice }
        : {}),
      warnings: [...(workstation?.warnings ?? [])],
    };
  }

  /** Makes the Admin identities and opens the workstation with the first two. Codes of initWorkstation and logIn. */
  firstStart(administrators: readonly Login[]): Promise<Result<SessionView>> {
    return this.#inTurn(async () => {
      if (this.#rooms) return alreadyOpen();
      const made = await initWorkstation(this.facts.dataFolder, administrators, this.options);
      return made.ok ? this.#open(administrators.slice(0, 2)) : made;
    });
  }

  /** Two Admin identities open the workstation. Codes `already-open`, and those of openWorkstation. */
  logIn(logins: readonly Login[]): Promise<Result<SessionView>> {
    return this.#inTurn(async () => (this.#rooms ? alreadyOpen() : this.#pause.after(() => this.#open(logins))));
  }

  /** Hides everything; scheduled work goes on. */
  lock(): SessionView {
    if (this.#rooms && !this.#locked) {
      this.#locked = true;
      this.tellSession();
    }
    return this.view();
  }

  /** One of those who logged in comes back. Codes `not-locked`, `login-refused`. */
  reopen(login: Login): Promise<Result<SessionView>> {
    return this.#inTurn(async () => {
      const rooms = this.#rooms;
      if (!rooms || !this.#locked) return fail('not-locked', 'The window is not locked.');
      const { workstation } = rooms;
      return this.#pause.after(async () => {
        const came = workstation.administrators.some((name) => name.toLowerCase() === login.name.trim().toLowerCase());
        const right = await workstation.isLogin(login);
        if (!right.ok) return right;
        if (!came || !right.value) {
          return fail('login-refused', `The login of ${login.name} was refused.`, {
            advice: `The window is opened again by one of those who unlocked the workstation: ${workstation.administrators.join(', ')}.`,
          });
        }
        this.#locked = false;
        this.tellSession();
        return ok(this.view());
      });
    });
  }

  /** Lock Workstation: running work is brought to its end, then the master key leaves the memory. */
  seal(): Promise<Result<SessionView>> {
    return this.#inTurn(async () => {
      const rooms = this.#rooms;
      this.#rooms = undefined;
      this.#locked = false;
      await rooms?.close();
      this.tellSession();
      return ok(this.view());
    });
  }

  /** The session is told even while locked or sealed; everything else only while open. */
  tellSession(): void {
    this.#send(sessionPush(this.view()));
  }

  async #open(logins: readonly Login[]): Promise<Result<SessionView>> {
    const opened = await openWorkstation(this.facts.dataFolder, logins, this.options);
    if (!opened.ok) return opened;
    const rooms = new OpenRooms(opened.value, this.#clock, (push) => {
      if (this.#rooms === rooms && !this.#locked) this.#send(push);
    });
    this.#rooms = rooms;
    this.tellSession();
    rooms.recover();
    return ok(this.view());
  }

  /** One after the other: a double click must not open twice, and nothing opens while it is being sealed. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}

function alreadyOpen(): Result<never> {
  return fail('already-open', 'The workstation is unlocked already.');
}
