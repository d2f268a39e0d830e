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
export function philox(counter: Uint32Array, [low, high]: readonly [number, number]): void {
  for (let round = 0; round < ROUNDS; round++) {
    const [a, b, c, d] = [counter[0]!, counter[1]!, counter[2]!, counter[3]!];
    counter[0] = highProduct(MULTIPLIERS[1], c) ^ b ^ (low + Math.imul(round, KEY_STEPS[0]));
    counter[1] = Math.imul(MULTIPLIERS[1], c);
    counter[2] = highProduct(MULTIPLIERS[0], a) ^ d ^ (high + Math.imul(round, KEY_STEPS[1]));
    counter[3] = Math.imul(MULTIPLIERS[0], a);
  }
}

/** The upper 32 bits of a product of 64, by halves: none of the sums leaves 32 bits. */
function highProduct(a: number, b: number): number {
  const [aLow, aHigh, bLow, bHigh] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const other = aLow * bHigh + (middle & 0xffff);
  return aHigh * bHigh + (middle >>> 16) + (other >>> 16);
}
