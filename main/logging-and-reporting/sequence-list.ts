const COMMA = 44;
const ZERO = 48;

/** Sequence numbers in ascending order, four bytes each; more can be added at its end. */
export class SequenceList {
  #numbers = new Uint32Array(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The last but `offset`, and `limit` before it: the newest first. */
  newestFirst(offset: number, limit: number): number[] {
    const end = Math.max(0, this.#length - offset);
    return Array.from(this.#numbers.subarray(Math.max(0, end - limit), end)).reverse();
  }

  /** The numbers above `after`, up to `upTo`, in portions. */
  *portions(after: number, upTo: number, size: number): Generator<readonly number[]> {
    let portion: number[] = [];
    for (let index = 0; index < this.#length; index += 1) {
      const number = this.#numbers[index] ?? 0;
      if (number <= after || number > upTo) continue;
      portion.push(number);
      if (portion.length < size) continue;
      yield portion;
      portion = [];
    }
    if (portion.length > 0) yield portion;
  }

  /** Adds `12,7,9`: numbers in any order, all of them above those that are here. */
  add(text: string): void {
    const from = this.#length;
    let value = 0;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code === COMMA) {
        this.#push(value);
        value = 0;
      } else value = value * 10 + code - ZERO;
    }
    if (text !== '') this.#push(value);
    this.#numbers.subarray(from, this.#length).sort();
  }

  #push(value: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Uint32Array(Math.max(1024, this.#length * 2));
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length] = value;
    this.#length += 1;
  }
}
