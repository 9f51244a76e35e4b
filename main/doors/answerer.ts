/** Who sent a call: facts that the door learned from the browser engine, never from the page. */
export interface Sender {
  /** The sending frame's origin, e.g. `app://keyferry`; `null` for a document without one. */
  readonly origin: string;
  /** Whether it is the window's own document and no frame in it. */
  readonly topFrame: boolean;
}

/** What stands behind a window: main/ipc's registrar with the station. */
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

export type MakeAnswerer = (facts: DoorFacts) => Answerer;
