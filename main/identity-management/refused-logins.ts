import { appendFileSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { NewLogEvent } from '../../shared/domain/log-event.js';
import { refusedLogin } from './refused-login.js';

const FILE = 'refused-logins.jsonl';
/** About a thousand lines; after these it is known well enough that somebody guesses. */
const LARGEST = 64 * 1024;
const entry = z.strictObject({ time: z.number().int(), name: z.string().max(127).exactOptional() });

/**
 * Logins that were refused while the workstation was sealed. The log is sealed then too, so they wait in a small file
 * (0600) for the next login that succeeds, across restarts. It holds no passphrase and no name but those of identities:
 * people type a passphrase into the wrong field.
 */
export class RefusedLogins {
  readonly #path: string;

  constructor(folder: string) {
    this.#path = join(folder, FILE);
  }

  /** A disk that refuses does not make a wrong passphrase right: the login is refused all the same. */
  note(time: number, name: string | undefined): void {
    const line = `${JSON.stringify({ time, ...(name === undefined ? {} : { name }) })}\n`;
    try {
      if (this.#size() + line.length <= LARGEST) appendFileSync(this.#path, line, { mode: 0o600 });
    } catch {
      // See above.
    }
  }

  /** How many since the last login that succeeded. */
  get count(): number {
    return this.#read().length;
  }

  /** For the log, oldest first. */
  events(): NewLogEvent[] {
    return this.#read().map(({ time, name }) =>
      refusedLogin(name ?? 'unknown', name, ` on ${new Date(time).toISOString()}, while the workstation was sealed`),
    );
  }

  /** They stand in the log now. */
  clear(): void {
    rmSync(this.#path, { force: true });
  }

  #size(): number {
    return statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
  }

  #read(): z.infer<typeof entry>[] {
    if (this.#size() === 0) return [];
    const lines = readFileSync(this.#path, 'utf8').slice(0, LARGEST).split('\n');
    return lines.filter((line) => line !== '').map(readLine);
  }
}

/** A line that was torn by a crash, or changed, still tells that there was one. */
function readLine(line: string): z.infer<typeof entry> {
  try {
    const parsed = entry.safeParse(JSON.parse(line));
    return parsed.success && Math.abs(parsed.data.time) < 8.64e15 ? parsed.data : { time: 0 };
  } catch {
    return { time: 0 };
  }
}
