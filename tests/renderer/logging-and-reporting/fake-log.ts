import type { AskPage, LogPage } from '../../../renderer/logging-and-reporting/system-logs/paged-events.js';
import { makeEvent } from './make.js';

interface Question {
  readonly offset: number;
  readonly limit: number;
  /** Answers from the log as it is now. */
  readonly answer: () => Promise<void>;
  readonly refuse: () => Promise<void>;
}

/** A log that answers when the test says so. */
export class FakeLog {
  total: number;
  readonly open: Question[] = [];
  asked = 0;

  constructor(total: number) {
    this.total = total;
  }

  readonly ask: AskPage = (offset, limit) =>
    new Promise((resolve) => {
      this.asked += 1;
      const done = async (): Promise<void> => {
        this.open.splice(this.open.indexOf(question), 1);
        // The promise's own listeners have their turn before the test goes on.
        await new Promise((next) => setImmediate(next));
      };
      const question: Question = {
        offset,
        limit,
        answer: () => {
          resolve({ ok: true, value: this.page(offset, limit) });
          return done();
        },
        refuse: () => {
          resolve({ ok: false, code: 'store-broken', message: 'The log could not be read.' });
          return done();
        },
      };
      this.open.push(question);
    });

  page(offset: number, limit: number): LogPage {
    const events = [];
    for (let at = this.total - offset; at > 0 && events.length < limit; at -= 1) events.push(makeEvent(at));
    return { total: this.total, lastSequence: this.total, events };
  }

  /** Answers what is asked until nothing is asked any more. */
  async answerAll(): Promise<void> {
    for (let question = this.open[0]; question; question = this.open[0]) await question.answer();
  }
}
