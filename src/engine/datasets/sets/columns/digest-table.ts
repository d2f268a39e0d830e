import { getRandomValues } from 'node:crypto';

const digestBytes = 32;
const words = 8;

/** Odd, and other ones in each process: digests in files of strangers may be chosen to fall into one place. */
const factors = getRandomValues(new Uint32Array(words)).map((factor) => factor | 1);

/** SHA-256s, each once, numbered from 0 as they come. A million take 40 MB. */
export class DigestTable {
  #bytes: Uint8Array;
  #count = 0;
  /** Of each place a number and 1, or 0. At least half are empty. */
  #places: Int32Array;
  readonly #asked = new Uint8Array(digestBytes);
  readonly #askedWords = new Uint32Array(this.#asked.buffer);

  constructor(capacity = 1024) {
    this.#bytes = new Uint8Array(capacity * digestBytes);
    this.#places = new Int32Array(2 ** Math.ceil(Math.log2(2 * capacity + 2)));
  }

  /** Undefined when one of them is there twice. @param bytes of one after the other, from a multiple of four on */
  static of(bytes: Uint8Array): DigestTable | undefined {
    const count = bytes.length / digestBytes;
    const table = new DigestTable(count);
    table.#bytes.set(bytes);
    for (let number = 0; number < count; number++) {
      table.#asked.set(bytes.subarray(number * digestBytes, (number + 1) * digestBytes));
      const place = table.#place();
      if (table.#places[place] !== 0) return undefined;
      table.#places[place] = number + 1;
      table.#count = number + 1;
    }
    return table;
  }

  get count(): number {
    return this.#count;
  }

  /** Of all, one after the other. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#count * digestBytes);
  }

  hex(number: number): string {
    const start = this.#bytes.byteOffset + number * digestBytes;
    return Buffer.from(this.#bytes.buffer, start, digestBytes).toString('hex');
  }

  /** −1 when it is not there. @param hex 64 digits */
  find(hex: string): number {
    this.#ask(hex);
    return this.#places[this.#place()]! - 1;
  }

  /** Its number, a new one where it was not there. @param hex 64 digits */
  add(hex: string): number {
    this.#ask(hex);
    const place = this.#place();
    const known = this.#places[place]!;
    if (known > 0) return known - 1;
    const number = this.#count++;
    if (number * digestBytes === this.#bytes.length) this.#grow();
    this.#bytes.set(this.#asked, number * digestBytes);
    this.#places[place] = number + 1;
    if (2 * this.#count > this.#places.length) this.#spread();
    return number;
  }

  #ask(hex: string): void {
    Buffer.from(this.#asked.buffer).write(hex, 'hex');
  }

  /** Where what is asked for is, or would be. */
  #place(): number {
    const mask = this.#places.length - 1;
    let place = this.#hash() & mask;
    for (;;) {
      const known = this.#places[place]!;
      if (known === 0 || this.#isAsked(known - 1)) return place;
      place = (place + 1) & mask;
    }
  }

  #hash(): number {
    let sum = 0;
    for (let i = 0; i < words; i++) sum = (sum + Math.imul(this.#askedWords[i]!, factors[i]!)) | 0;
    return sum ^ (sum >>> 15);
  }

  #isAsked(number: number): boolean {
    const start = number * digestBytes;
    for (let i = 0; i < digestBytes; i++) if (this.#bytes[start + i] !== this.#asked[i]) return false;
    return true;
  }

  #grow(): void {
    const grown = new Uint8Array(Math.max(2 * this.#bytes.length, 64 * digestBytes));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }

  #spread(): void {
    this.#places = new Int32Array(2 * this.#places.length);
    for (let number = 0; number < this.#count; number++) {
      this.#asked.set(this.#bytes.subarray(number * digestBytes, (number + 1) * digestBytes));
      this.#places[this.#place()] = number + 1;
    }
  }
}
