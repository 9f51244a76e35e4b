import type { Push, SessionView } from '../../shared/contract/index.js';
import type { BackupFacts } from '../../shared/domain/backup.js';
import type { LogLevel, NewLogEvent } from '../../shared/domain/log-event.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { VERSION } from '../../shared/version.js';
import { systemClock, type Clock } from '../clock/clock.js';
import { LoginPause, RefusedLogins, type Login, type RecoveryRequest } from '../identity-management/index.js';
import { StoreWriteError } from '../store/index.js';
import {
  backupFacts,
  initWorkstation,
  openWorkstation,
  readIdentities,
  recoverWorkstation,
  restoreBackup,
  type RestoreRequest,
  type Workstation,
  type WorkstationOptions,
} from '../workstation.js';
import { sessionPush } from './announcer.js';
import { OpenRooms } from './open-rooms.js';
import type { DoorFacts } from './types.js';

const MINUTE_MS = 60_000;
/** A session ends in a locked window after eight hours, whatever is done in it (security.md). */
const LONGEST_MS = 8 * 60 * MINUTE_MS;
/** So often it is looked whether the window must be locked. */
const LOOK_MS = 5_000;

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
  #lastSign = 0;
  #lockAt = 0;
  #ticker: NodeJS.Timeout | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(facts: DoorFacts, options: WorkstationOptions, send: (push: Push) => void) {
    this.facts = facts;
    this.options = options;
    this.#clock = options.clock ?? systemClock;
    this.#pause = new LoginPause(this.#clock, () => new RefusedLogins(facts.dataFolder).count);
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
      ...(identities.ok ? { threshold: identities.value.threshold } : {}),
      ...(workstation ? this.#sessionOf(workstation) : {}),
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
      return this.#pause.after(() => this.#open(logins), patience);
    });
  }

  /** Hides everything; scheduled work goes on. Locked is locked, whether the log can be written or not. */
  lock(why = ''): SessionView {
    const rooms = this.#rooms;
    if (rooms && !this.#locked) {
      this.#locked = true;
      rooms.workstation.people.approvals.clear();
      this.tellSession();
      logSession(rooms.workstation, 'INFO', 'window-locked', `The window was locked. ${why}`.trim());
    }
    return this.view();
  }

  /**
   * Any active identity comes, with its own login; the session is that person's from then on. Codes `not-locked`,
   * `login-refused`, `identity-disabled`, and those of the disk.
   */
  reopen(login: Login): Promise<Result<SessionView>> {
    const { patience } = this.#pause;
    return this.#inTurn(async () => {
      const rooms = this.#rooms;
      if (!rooms || !this.#locked) return fail('not-locked', 'The window is not locked.');
      const { people, acting, log } = rooms.workstation;
      const came = await this.checkLogin(() => people.identities.logIn(login), patience);
      if (!came.ok) return came.failure.code === 'login-refused' ? notReopened() : came;
      const { name } = came.value;
      const before = acting.person.name;
      const message = `The window was opened again by ${name}${before === name ? '' : `; before, ${before} worked here`}.`;
      log.write({ ...sessionEvent(rooms.workstation, 'INFO', 'window-reopened', message), actor: name });
      acting.become(came.value);
      this.#locked = false;
      this.#begin();
      this.tellSession();
      return ok(this.view());
    });
  }

  /** The lost-administrator day; the workstation stays sealed. Codes `already-open`, and those of recoverWorkstation. */
  recover(request: RecoveryRequest): Promise<Result<SessionView>> {
    return this.#inTurn(async () => {
      if (this.#rooms) return alreadyOpen();
      const done = await recoverWorkstation(this.facts.dataFolder, request, this.options);
      return done.ok ? ok(this.view()) : done;
    });
  }

  /** Somebody is at work: the idle lock begins anew. */
  touch(): void {
    this.#lastSign = this.#clock.now();
  }

  /** Locks the window when nobody was at work for too long, and at the latest after eight hours. */
  lockWhenDue(): void {
    const rooms = this.#rooms;
    if (!rooms || this.#locked) return;
    const now = this.#clock.now();
    // A clock that was set back would keep the window open for as long.
    if (now < this.#lastSign) this.#lastSign = now;
    const minutes = rooms.workstation.settings.lockAfterMinutes;
    if (now - this.#lastSign >= minutes * MINUTE_MS) this.lock(`Nobody was at work for ${minutes} minute(s).`);
    else if (now >= this.#lockAt || this.#lockAt - now > LONGEST_MS) this.lock('It had been open for eight hours.');
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
      clearInterval(this.#ticker);
      await rooms?.close();
      this.tellSession();
      return ok(this.view());
    });
  }

  /** The session is told even while locked or sealed; everything else only while open. */
  tellSession(): void {
    this.#send(sessionPush(this.view()));
  }

  #sessionOf({ person, settings }: Workstation) {
    return {
      person: person.name,
      role: person.role,
      designatedDevice: settings.designatedDevice,
      idleMinutes: settings.lockAfterMinutes,
      lockAt: this.#lockAt,
    };
  }

  /** A session begins now; it is locked in time even while the window sends nothing. */
  #begin(): void {
    this.touch();
    this.#lockAt = this.#clock.now() + LONGEST_MS;
    clearInterval(this.#ticker);
    this.#ticker = setInterval(() => this.lockWhenDue(), LOOK_MS);
    this.#ticker.unref();
  }

  async #open(logins: readonly Login[]): Promise<Result<SessionView>> {
    const opened = await openWorkstation(this.facts.dataFolder, logins, this.options);
    if (!opened.ok) return opened;
    const rooms = new OpenRooms(opened.value, this.#clock, (push) => {
      if (this.#rooms === rooms && !this.#locked) this.#send(push);
    });
    this.#rooms = rooms;
    this.#locked = false;
    this.#begin();
    this.tellSession();
    rooms.begin();
    return ok(this.view());
  }

  /** One after the other: a double click must not open twice, and nothing opens while it is being sealed. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}

function notReopened(): Result<never> {
  return fail('login-refused', 'This login was refused: the name or the passphrase is not right.', {
    advice: 'Any active identity opens the window again, with its own passphrase.',
  });
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
