/**
 * @file Philox4x32-10, Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3": random bits that are a function
 * of a counter and a key, so that every number of a row can be had without those before it.
 */

const MULTIPLIERS = [0xd2511f53, 0xcd9e8d57] as const;
const KEY_STEPS = [0x9e3779b9, 0xbb67ae85] as const;
const ROUNDS = 10;

/**
 * In place: 128 bits of counter → 128 random bits.
 * @param counter four words of 32 bits
 * @param key of 64 bits, the lower word first
 */
export function philox(counter: Uint32Array, key: readonly [number, number]): void {
  let a = counter[0]!;
  let b = counter[1]!;
  let c = counter[2]!;
  let d = counter[3]!;
  for (let round = 0; round < ROUNDS; round++) {
    const first = highProduct(MULTIPLIERS[0], a) ^ d ^ (key[1] + Math.imul(round, KEY_STEPS[1]));
    const second = highProduct(MULTIPLIERS[1], c) ^ b ^ (key[0] + Math.imul(round, KEY_STEPS[0]));
    b = Math.imul(MULTIPLIERS[1], c);
    d = Math.imul(MULTIPLIERS[0], a);
    a = second;
    c = first;
  }
  counter[0] = a;
  counter[1] = b;
  counter[2] = c;
  counter[3] = d;
}

/** The upper 32 bits of a product of 64, by halves: none of the sums leaves 32 bits. */
function highProduct(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const other = aLow * bHigh + (middle & 0xffff);
  return aHigh * bHigh + (middle >>> 16) + (other >>> 16);
}
