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
  /** The window is gone: whatever is open is sealed. */
  close(): void;
}
