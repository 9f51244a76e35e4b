import { logEvent } from '../../../shared/contract/parts.js';
import type { LogEvent } from '../../../shared/domain/log-event.js';

/** What a row of a file says: the whole event, or, in a format for reading only, where and when it stands. */
export type RowRead =
  | { readonly event: LogEvent }
  | { readonly event?: undefined; readonly sequence: number; readonly time: number; readonly id: string };

/** How one export format writes its first line and its rows, and reads them again; every line ends in a line feed. */
export interface LineFormat {
  readonly head: string;
  readonly row: (event: LogEvent) => string;
  /** Reads a row without its line feed; undefined when it is none. */
  readonly read: (row: string) => RowRead | undefined;
  /** Whether a row goes on in the next line. */
  readonly isOpen?: (row: string) => boolean;
}

/** The event of these members; undefined when they are not exactly those of an event. */
export function eventOf(members: unknown): RowRead | undefined {
  const parsed = logEvent.safeParse(members);
  return parsed.success ? { event: parsed.data } : undefined;
}

/** Control characters, line and paragraph separators: \p{Cc}, \p{Zl} and \p{Zp}, written out since that is faster. */
const CONTROLS = /[\x00-\x1f\x7f-\x9f\u2028\u2029]/g;

/** Control characters and line separators as `\u000a`. */
export function visible(text: string): string {
  return text.replace(CONTROLS, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What `visible` wrote, where a backslash was doubled before. */
export function invisibleAgain(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}
