import { getRandomValues } from 'node:crypto';

/** 32-bit words of a SHA-256. */
const wordCount = 8;
const digestBytes = 4 * wordCount;

/** Odd, and other ones in each process: digests in files of strangers may be chosen to fall into one place. */
const factors = getRandomValues(new Uint32Array(wordCount)).map((factor) => factor | 1);

/** SHA-256s, each once, numbered from 0 as they come. A million take 40 MB. */
export class DigestTable {
  #words: Uint32Array;
  #count = 0;
  /** Of each place a number and 1, or 0. At least half are empty. Made when something is looked for. */
  #places = new Int32Array(0);
  readonly #asked = new Uint32Array(wordCount);
  readonly #askedBytes = Buffer.from(this.#asked.buffer);

  constructor(capacity = 1024) {
    this.#words = new Uint32Array(capacity * wordCount);
  }

  /** Of several that are the same the first is found. @param bytes of one after the other, from a multiple of four on */
  static of(bytes: Uint8Array): DigestTable {
    const table = new DigestTable(0);
    table.#words = digestWords(bytes);
    table.#count = Math.floor(table.#words.length / wordCount);
    return table;
  }

  get count(): number {
    return this.#count;
  }

  /** Of all, one after the other. */
  get bytes(): Uint8Array {
    return new Uint8Array(this.#words.buffer, this.#words.byteOffset, this.#count * digestBytes);
  }

  hex(number: number): string {
    const start = this.#words.byteOffset + number * digestBytes;
    return Buffer.from(this.#words.buffer, start, digestBytes).toString('hex');
  }

  /** −1 when it is not there. @param hex 64 digits */
  find(hex: string): number {
    this.#askedBytes.write(hex, 'hex');
    return this.findAt(this.#asked, 0);
  }

  /** As `find`, of the digest of that number in a column. */
  findAt(words: Uint32Array, number: number): number {
    // First: to look for a place may make all places anew.
    const place = this.#place(words, number * wordCount);
    return this.#places[place]! - 1;
  }

  /** Its number, a new one where it was not there. @param hex 64 digits */
  add(hex: string): number {
    this.#askedBytes.write(hex, 'hex');
    return this.addAt(this.#asked, 0);
  }

  /** As `add`, of the digest of that number in a column. */
  addAt(words: Uint32Array, number: number): number {
    const from = number * wordCount;
    const place = this.#place(words, from);
    const known = this.#places[place]!;
    if (known > 0) return known - 1;
    const added = this.#count++;
    if (added * wordCount === this.#words.length) this.#grow();
    for (let i = 0; i < wordCount; i++) this.#words[added * wordCount + i] = words[from + i]!;
    this.#places[place] = added + 1;
    return added;
  }

  /** Where a digest is, or would be. */
  #place(words: Uint32Array, from: number): number {
    if (2 * this.#count + 2 > this.#places.length) this.#spread();
    const mask = this.#places.length - 1;
    let place = hashOf(words, from) & mask;
    for (;;) {
      const known = this.#places[place]!;
      if (known === 0 || this.#isSame((known - 1) * wordCount, words, from)) return place;
      place = (place + 1) & mask;
    }
  }

  #isSame(at: number, words: Uint32Array, from: number): boolean {
    for (let i = 0; i < wordCount; i++) if (this.#words[at + i] !== words[from + i]) return false;
    return true;
  }

  #grow(): void {
    const grown = new Uint32Array(Math.max(2 * this.#words.length, 64 * wordCount));
    grown.set(this.#words);
    this.#words = grown;
  }

  #spread(): void {
    this.#places = new Int32Array(2 ** Math.ceil(Math.log2(4 * this.#count + 64)));
    for (let number = 0; number < this.#count; number++) {
      const place = this.#place(this.#words, number * wordCount);
      this.#places[place] ||= number + 1;
    }
  }
}

/** The same memory in words of 32 bits. @param bytes of digests, from a multiple of four on */
export function digestWords({ buffer, byteOffset, byteLength }: Uint8Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, byteLength / 4);
}

function hashOf(words: Uint32Array, from: number): number {
  let sum = 0;
  for (let i = 0; i < wordCount; i++) sum = (sum + Math.imul(words[from + i]!, factors[i]!)) | 0;
  return sum ^ (sum >>> 15);
}
