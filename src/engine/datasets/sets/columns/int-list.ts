/** Whole numbers of 32 bits, which can be added to. */
export class IntList {
  #values: Int32Array;
  #length = 0;
  /** What is asked for beyond the ends. */
  readonly #otherwise: number;

  constructor(otherwise = -1, capacity = 1024) {
    this.#values = new Int32Array(capacity);
    this.#otherwise = otherwise;
  }

  get length(): number {
    return this.#length;
  }

  /** All there are; not a copy. */
  get values(): Int32Array {
    return this.#values.subarray(0, this.#length);
  }

  at(index: number): number {
    return index >= 0 && index < this.#length ? this.#values[index]! : this.#otherwise;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) this.#reach(this.#length + 1);
    else this.#length++;
    this.#values[this.#length - 1] = value;
  }

  /** Beyond the end, too. */
  set(index: number, value: number): void {
    if (index === this.#length) this.push(value);
    else {
      if (index > this.#length) this.#reach(index + 1);
      this.#values[index] = value;
    }
  }

  clear(): void {
    this.#length = 0;
  }

  #reach(length: number): void {
    if (length > this.#values.length) {
      const grown = new Int32Array(Math.max(length, 2 * this.#values.length));
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values.fill(this.#otherwise, this.#length, length);
    this.#length = length;
  }
}
