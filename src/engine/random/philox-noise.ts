/**
 * @file Standard normal noise as `torch.randn(n, generator=torch.Generator('cuda').manual_seed(seed))` gives on a GPU in
 * float32 (ATen/native/cuda/DistributionTemplates.h, curand_normal.h), as long as each number has a thread of its own.
 * Larger draws differ from GPU to GPU in torch; here they go on in the same way, as AUTOMATIC1111's web UI has it
 * (modules/rng_philox.py).
 */
import type { NoiseSource } from '../schedulers/scheduler.ts';
import { philox } from './philox.ts';

const { fround } = Math;

/** Turns 32 bits into an angle. */
const ANGLE = fround(2 ** -32 * 2 * Math.PI);

export class PhiloxNoise implements NoiseSource {
  readonly #key: readonly [number, number];
  readonly #words = new Uint32Array(4);
  /** One for each draw. */
  #offset = 0;

  /** @param seed a whole number from 0 on; all its bits count */
  constructor(seed: number) {
    this.#key = [seed >>> 0, Math.floor(seed / 2 ** 32)];
  }

  draw(length: number): Float32Array {
    const noise = new Float32Array(length);
    const words = this.#words;
    for (let i = 0; i < length; i++) {
      words[0] = this.#offset;
      words[1] = 0;
      words[2] = i;
      words[3] = 0;
      philox(words, this.#key);
      noise[i] = normal(words[0]!, words[1]!);
    }
    this.#offset++;
    return noise;
  }
}

/** The sine half of Box–Muller, rounded to 32 bits where the GPU does. */
function normal(radiusBits: number, angleBits: number): number {
  const uniform = fround(fround(radiusBits) * 2 ** -32 + 2 ** -33);
  const angle = fround(fround(angleBits) * ANGLE + ANGLE / 2);
  return fround(Math.sqrt(fround(-2 * fround(Math.log(uniform))))) * fround(Math.sin(angle));
}
