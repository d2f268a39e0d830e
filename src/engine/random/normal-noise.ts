/**
 * @file Standard normal noise, number for number what `torch.randn(n, generator=torch.Generator().manual_seed(seed))`
 * gives on the CPU in float32 (ATen/native/cpu/DistributionTemplates.h, `normal_fill`), up to the last bits of `log`,
 * `cos` and `sin`.
 */
import { MersenneTwister } from './mersenne-twister.ts';

/** Box–Muller turns 16 uniforms at a time into 16 normals: the first eight are radii, the others angles. */
const BLOCK = 16;

export class NormalNoise {
  readonly #twister: MersenneTwister;
  /** Short draws make normals in pairs; the second waits here for the next short draw. */
  #spare: number | undefined;

  /** @param seed its lowest 32 bits count */
  constructor(seed: number) {
    this.#twister = new MersenneTwister(seed);
  }

  /** The next `length` numbers; as in torch, two draws of 8 are not one draw of 16. */
  draw(length: number): Float32Array {
    return length < BLOCK ? this.#drawShort(length) : this.#drawLong(length);
  }

  #drawLong(length: number): Float32Array {
    const noise = new Float32Array(length);
    for (let i = 0; i < length; i++) noise[i] = this.#twister.uniform24();
    for (let start = 0; start + BLOCK <= length; start += BLOCK) transformBlock(noise, start);
    if (length % BLOCK !== 0) this.#redrawEnd(noise);
    return noise;
  }

  /** A last block that is not full is drawn anew, over the end of the one before. */
  #redrawEnd(noise: Float32Array): void {
    const start = noise.length - BLOCK;
    for (let i = start; i < noise.length; i++) noise[i] = this.#twister.uniform24();
    transformBlock(noise, start);
  }

  #drawShort(length: number): Float32Array {
    return Float32Array.from({ length }, () => this.#single());
  }

  #single(): number {
    if (this.#spare !== undefined) {
      const spare = this.#spare;
      this.#spare = undefined;
      return spare;
    }
    const angle = 2 * Math.PI * this.#twister.uniform53();
    const radius = Math.sqrt(-2 * Math.log1p(-this.#twister.uniform53()));
    this.#spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }
}

const TWO_PI = Math.fround(2 * Math.PI);

/** Rounds to 32 bits where torch does: the angle's rounding is the one that shows. */
function transformBlock(noise: Float32Array, start: number): void {
  for (let i = start; i < start + BLOCK / 2; i++) {
    const radius = Math.fround(Math.sqrt(Math.fround(-2 * Math.fround(Math.log(1 - noise[i]!)))));
    const angle = Math.fround(TWO_PI * noise[i + BLOCK / 2]!);
    noise[i] = radius * Math.cos(angle);
    noise[i + BLOCK / 2] = radius * Math.sin(angle);
  }
}
