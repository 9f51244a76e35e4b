import type { Job } from '../../../shared/domain/job.js';
import type { JobWatcher } from '../../logging-and-reporting/index.js';
import { clean } from './show/text.js';
import type { Terminal } from './terminal.js';

const CLEAR_LINE = '\r\u001b[2K';

/** A job's messages, and below them how far it is, on standard error where that is a terminal; silent elsewhere. */
export class JobProgress {
  readonly #terminal: Terminal;
  #line = '';

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  readonly watcher: JobWatcher = (job, message) => {
    if (!this.#terminal.errIsTerminal) return;
    if (message !== undefined) {
      this.#show('');
      this.#terminal.err(`  ${clean(message).replaceAll('\n', ' ')}\n`);
    }
    this.#show(progressOf(job));
  };

  /** A line about something else, with the progress below it again. */
  aside(text: string): void {
    const line = this.#line;
    this.#show('');
    this.#terminal.err(`${text}\n`);
    this.#show(line);
  }

  /** Leaves no half line behind. */
  end(): void {
    this.#show('');
  }

  #show(line: string): void {
    if (line === this.#line) return;
    const clear = this.#line === '' ? '' : CLEAR_LINE;
    this.#line = line;
    this.#terminal.err(`${clear}${line}`);
  }
}

function progressOf(job: Job): string {
  return job.state === 'running' && job.total > 1 ? `  ${job.done} of ${job.total} keys` : '';
}
