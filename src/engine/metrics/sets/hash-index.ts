/**
 * @file Hashes of 64 bits by parts of 16, so that what is near is found without comparing each with each: two hashes that
 * differ in few bits differ in fewer still in one of their four parts (Norouzi, Punjani and Fleet 2012, Fast Search in
 * Hamming Space with Multi-Index Hashing).
 */

const PARTS = 4;
const BUCKETS = 1 << 16;

/** Above, so many neighbours of a part would be asked for that comparing all is no slower. */
const FARTHEST = 3;

interface PartIndex {
  /** [buckets + 1]: where the entries of a bucket begin. */
  readonly starts: Uint32Array;
  /** Indices of hashes, by the bucket of this part, ascending within. */
  readonly entries: Uint32Array;
}

export class HashIndex {
  readonly #words: Int32Array;
  readonly #bits: number;
  readonly #parts: readonly PartIndex[];
  /** What is toggled in a part to come to all that may be near. */
  readonly #masks: readonly number[];
  /** Of each hash the one that last found it: by several parts, it is found once. */
  readonly #seen: Int32Array;

  /**
   * @param hashes of 16 hexadecimal digits
   * @param bits that may differ
   * @throws RangeError for what is no such hash
   */
  constructor(hashes: readonly string[], bits: number) {
    const radius = Math.floor(bits / PARTS);
    this.#words = wordsOf(hashes);
    this.#bits = bits;
    this.#masks = radius > FARTHEST ? [] : masksWithin(radius);
    // A list that is shorter than that of the masks is walked through.
    const isWorth = this.#masks.length > 0 && hashes.length > this.#masks.length * PARTS;
    this.#parts = isWorth ? Array.from({ length: PARTS }, (_, part) => partIndex(this.#words, part)) : [];
    this.#seen = new Int32Array(hashes.length).fill(-1);
  }

  get count(): number {
    return this.#seen.length;
  }

  /** Calls `take` with those after `first` that are near it, each once, in no order. */
  eachAfter(first: number, take: (second: number, bits: number) => void): void {
    if (this.#parts.length === 0) {
      for (let second = first + 1; second < this.count; second++) this.#compare(first, second, take);
      return;
    }
    for (const [part, { starts, entries }] of this.#parts.entries()) {
      const bucket = partOf(this.#words, first, part);
      for (const mask of this.#masks) {
        const end = starts[(bucket ^ mask) + 1]!;
        for (let at = starts[bucket ^ mask]!; at < end; at++) {
          const second = entries[at]!;
          if (second <= first || this.#seen[second] === first) continue;
          this.#seen[second] = first;
          this.#compare(first, second, take);
        }
      }
    }
  }

  #compare(first: number, second: number, take: (second: number, bits: number) => void): void {
    const words = this.#words;
    const bits = ones(words[2 * first]! ^ words[2 * second]!) + ones(words[2 * first + 1]! ^ words[2 * second + 1]!);
    if (bits <= this.#bits) take(second, bits);
  }
}

/** Two words of 32 bits for each hash. */
function wordsOf(hashes: readonly string[]): Int32Array {
  return Int32Array.from({ length: hashes.length * 2 }, (_, at) => {
    const hash = hashes[at >> 1]!;
    if (!/^[0-9a-f]{16}$/.test(hash)) throw new RangeError(`"${hash}" is no hash of 16 hexadecimal digits.`);
    return Number.parseInt(at % 2 === 0 ? hash.slice(0, 8) : hash.slice(8), 16);
  });
}

function partOf(words: Int32Array, hash: number, part: number): number {
  const word = words[2 * hash + (part >> 1)]!;
  return part % 2 === 0 ? word >>> 16 : word & 0xffff;
}

function partIndex(words: Int32Array, part: number): PartIndex {
  const count = words.length / 2;
  const starts = new Uint32Array(BUCKETS + 1);
  for (let hash = 0; hash < count; hash++) starts[partOf(words, hash, part) + 1]!++;
  for (let bucket = 0; bucket < BUCKETS; bucket++) starts[bucket + 1]! += starts[bucket]!;
  const next = starts.slice();
  const entries = new Uint32Array(count);
  for (let hash = 0; hash < count; hash++) entries[next[partOf(words, hash, part)]!++] = hash;
  return { starts, entries };
}

/** Of 16 bits, with at most so many ones. */
function masksWithin(radius: number): readonly number[] {
  return Array.from({ length: BUCKETS }, (_, mask) => mask).filter((mask) => ones(mask) <= radius);
}

/** Of a word of 32 bits, counted side by side. */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
