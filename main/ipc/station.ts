import type { BackupFacts } from '../../shared/domain/backup.js';
import { ROLES, type Push, type Role, type SessionView } from '../../shared/contract/index.js';
import type { LogLevel, NewLogEvent } from '../../shared/domain/log-event.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { VERSION } from '../../shared/version.js';
import { systemClock, type Clock } from '../clock/clock.js';
import type { Login } from '../identity-management/index.js';
import { StoreWriteError } from '../store/index.js';
import {
  backupFacts,
  initWorkstation,
  openWorkstation,
  readIdentities,
  restoreBackup,
  type RestoreRequest,
  type Workstation,
  type WorkstationOptions,
} from '../workstation.js';
import { sessionPush } from './announcer.js';
import { LoginPause } from './login-pause.js';
import { LoginRefusals } from './login-refusals.js';
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
  readonly #refusals = new LoginRefusals();
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
      ...(workstation ? { role: leastRole(workstation), designatedDevice: workstation.settings.designatedDevice } : {}),
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

  /** What a backup file says of itself; only where there is no workstation yet. Codes `already-initialised`, those of backupFacts. */
  backupInfo(file: string): Result<BackupFacts> {
    return this.state === 'new'
      ? backupFacts(file)
      : fail('already-initialised', 'There is a workstation here already; a backup is restored where there is none.');
  }

  /** In place of the first start. Codes of restoreBackup and logIn; `login-refused` slows down as at the login. */
  restoreBackup(request: RestoreRequest): Promise<Result<SessionView>> {
    const { patience } = this.#pause;
    return this.#inTurn(async () => {
      if (this.#rooms) return alreadyOpen();
      const { dataFolder } = this.facts;
      const restored = await this.#pause.after(() => restoreBackup(dataFolder, request, this.options), patience);
      return restored.ok ? this.#open(request.logins) : restored;
    });
  }

  /** Two Admin identities open the workstation. Codes `already-open`, and those of openWorkstation. */
  logIn(logins: readonly Login[]): Promise<Result<SessionView>> {
    const { patience } = this.#pause;
    return this.#inTurn(async () => {
      if (this.#rooms) return alreadyOpen();
      const opened = await this.#pause.after(() => this.#open(logins), patience);
      if (!opened.ok && opened.failure.code === 'login-refused') this.#refusals.note(this.#clock.now());
      return opened;
    });
  }

  /** Hides everything; scheduled work goes on. Locked is locked, whether the log can be written or not. */
  lock(): SessionView {
    const rooms = this.#rooms;
    if (rooms && !this.#locked) {
      this.#locked = true;
      this.tellSession();
      logSession(rooms.workstation, 'INFO', 'window-locked', 'The window was locked.');
    }
    return this.view();
  }

  /** One of those who logged in comes back. Codes `not-locked`, `login-refused`, and those of the disk. */
  reopen(login: Login): Promise<Result<SessionView>> {
    const { patience } = this.#pause;
    return this.#inTurn(async () => {
      const rooms = this.#rooms;
      if (!rooms || !this.#locked) return fail('not-locked', 'The window is not locked.');
      const back = await this.checkLogin(() => comesBack(rooms.workstation, login), patience);
      if (!back.ok) {
        const { code, message } = back.failure;
        if (code === 'login-refused') logSession(rooms.workstation, 'WARN', code, message);
        return back;
      }
      const message = `${back.value} came back: the window was opened again.`;
      rooms.workstation.log.write(sessionEvent(rooms.workstation, 'INFO', 'window-reopened', message));
      this.#locked = false;
      this.tellSession();
      return ok(this.view());
    });
  }

  /** A passphrase is tried while the workstation is unlocked: as slowly as at the login when wrong ones were tried. */
  checkLogin<T>(tryLogin: () => Promise<Result<T>>, patience = this.#pause.patience): Promise<Result<T>> {
    return this.#pause.after(tryLogin, patience);
  }

  /** Lock Workstation: running work is brought to its end, then the master key leaves the memory. */
  seal(): Promise<Result<SessionView>> {
    this.#pause.stop();
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
    this.#locked = false;
    const refused = this.#refusals.tell();
    if (refused !== undefined) logSession(opened.value, 'WARN', 'login-refused', refused);
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

/** Whoever of those who unlocked comes back, under the name that is stored. Code `login-refused`. */
async function comesBack(workstation: Workstation, login: Login): Promise<Result<string>> {
  const wanted = login.name.trim().toLowerCase();
  const name = workstation.administrators.find((one) => one.toLowerCase() === wanted);
  const right = await workstation.isLogin(login);
  if (!right.ok) return right;
  if (name !== undefined && right.value) return ok(name);
  return fail('login-refused', 'This login was refused: the name or the passphrase is not right.', {
    advice: `The window is opened again by one of those who unlocked the workstation: ${workstation.administrators.join(', ')}.`,
  });
}

/** What they may do together is what the least of them may. */
function leastRole(workstation: Workstation): Role {
  const roles = workstation
    .identityViews()
    .flatMap(({ name, role }) => (workstation.administrators.includes(name) ? [role] : []));
  return ROLES.findLast((role) => roles.includes(role)) ?? 'Auditor';
}

function sessionEvent(workstation: Workstation, level: LogLevel, event: string, message: string): NewLogEvent {
  const { actor, identities } = workstation;
  return { service: 'Identity', level, event, actor, object: identities.workstationId, message };
}

/** Logs what has happened already: a disk that refuses does not undo it. */
function logSession(workstation: Workstation, level: LogLevel, event: string, message: string): void {
  try {
    workstation.log.write(sessionEvent(workstation, level, event, message));
  } catch (error) {
    if (!(error instanceof StoreWriteError)) throw error;
  }
}

function alreadyOpen(): Result<never> {
  return fail('already-open', 'The workstation is unlocked already.');
}
