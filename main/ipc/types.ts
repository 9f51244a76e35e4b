import type { CallName, Checked, Reply, RoomName } from '../../shared/contract/index.js';
import type { Result } from '../../shared/result.js';
import type { OpenRooms } from './open-rooms.js';
import type { Station } from './station.js';

/** Who sent a call: facts that the door learned from the browser engine, never from the page. */
export interface Sender {
  /** The sending frame's origin, e.g. `app://keyferry`. */
  readonly origin: string;
  /** Whether it is the window's own document and no frame in it. */
  readonly topFrame: boolean;
}

/** What stands behind a window. */
export interface Answerer {
  /** Answers one call as JSON text. Never rejects for what a page can send. */
  answer(sender: Sender, channel: string, argument: string): Promise<string>;
  /** Hears what the rooms tell, as JSON text; answers how to stop listening. */
  onPush(listener: (push: string) => void): () => void;
  /** Hides the content until somebody comes back with a passphrase; scheduled work goes on. */
  lock(): void;
  /** The window is gone: running work is brought to an end, and whatever is open is sealed. */
  close(): Promise<void>;
}

/** What a door tells of itself. */
export interface DoorFacts {
  readonly door: 'desktop' | 'browser';
  /** The one origin that calls may come from. */
  readonly origin: string;
  readonly dataFolder: string;
  /** The system's own dialog for a new file, where the door has one; undefined: it was closed without a choice. */
  readonly chooseFile?: (suggested: string) => Promise<string | undefined>;
}

/** Where a handler stands: the station always, the rooms only behind the registrar's look at the session. */
export interface Place {
  readonly station: Station;
  /** Throws while the workstation is not open: only calls that need a role may ask for it. */
  readonly rooms: OpenRooms;
}

/** One function per call of a room: a call without one does not compile. */
export type Handlers<R extends RoomName> = {
  readonly [C in CallName<R>]: (
    argument: Checked<R, C>,
    place: Place,
  ) => Result<Reply<R, C>> | Promise<Result<Reply<R, C>>>;
};
