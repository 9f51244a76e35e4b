/**
 * Logins that were refused while the workstation was sealed. The log is sealed then too, so they are told to it by the
 * next login that succeeds. Names are not kept: people type a passphrase into the wrong field.
 */
export class LoginRefusals {
  #count = 0;
  #last = 0;

  note(time: number): void {
    this.#count += 1;
    this.#last = time;
  }

  /** The sentence for the log, once; undefined when there was none. */
  tell(): string | undefined {
    if (this.#count === 0) return undefined;
    const times = this.#count === 1 ? 'One login was' : `${this.#count} logins were`;
    const sentence = `${times} refused before this one, the last on ${new Date(this.#last).toISOString()}.`;
    this.#count = 0;
    return sentence;
  }
}
