/**
 * @file MT19937 as torch's CPU generator runs it (ATen/core/MT19937RNGEngine.h), with torch's ways of making uniforms.
 * Indices are in range by construction.
 */

const STATE = 624;
const SHIFT = 397;

export class MersenneTwister {
  readonly #state = new Uint32Array(STATE);
  #next = STATE;

  /** @param seed its lowest 32 bits count */
  constructor(seed: number) {
    this.#state[0] = seed >>> 0;
    for (let i = 1; i < STATE; i++) {
      const last = this.#state[i - 1]!;
      this.#state[i] = Math.imul(1812433253, last ^ (last >>> 30)) + i;
    }
  }

  /** 32 random bits, unsigned. */
  bits32(): number {
    if (this.#next === STATE) this.#twist();
    let word = this.#state[this.#next++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  /** In [0, 1), of 24 bits: torch's `uniform` in float32. */
  uniform24(): number {
    return (this.bits32() & 0xffffff) / 2 ** 24;
  }

  /** In [0, 1), of 53 bits drawn high word first: torch's `uniform` in float64. */
  uniform53(): number {
    const high = this.bits32() & 0x1fffff;
    return (high * 2 ** 32 + this.bits32()) / 2 ** 53;
  }

  #twist(): void {
    const state = this.#state;
    for (let i = 0; i < STATE; i++) {
      const mixed = (state[i]! & 0x80000000) | (state[(i + 1) % STATE]! & 0x7fffffff);
      state[i] = state[(i + SHIFT) % STATE]! ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908b0df : 0);
    }
    this.#next = 0;
  }
}
