import type { NoiseSource } from '../../../src/engine/schedulers/scheduler.ts';
import { greatestDistance } from '../support/fixture.ts';

/** Hands out recorded noise in order, and counts. */
export class RecordedNoise implements NoiseSource {
  readonly #noise: readonly (readonly number[])[];
  drawn = 0;

  constructor(noise: readonly (readonly number[])[]) {
    this.#noise = noise;
  }

  draw(): Float32Array {
    return Float32Array.from(this.#noise[this.drawn++]!);
  }
}

/** The greatest distance over the greatest value, 1 at least. */
export function relativeDistance(actual: Float32Array, expected: readonly number[]): number {
  return greatestDistance(actual, expected) / Math.max(1, ...expected.map(Math.abs));
}
