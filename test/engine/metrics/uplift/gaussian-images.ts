import type { LabelledPoints } from '../../../../src/engine/metrics/uplift/probe-trials.ts';
import { MersenneTwister } from '../../../../src/engine/random/mersenne-twister.ts';

/** Classes side by side: so many images each, `apart` standard deviations along a number of their own. */
export interface Clouds {
  readonly seed: number;
  readonly classes: number;
  readonly each: number;
  readonly dimensions: number;
  readonly apart: number;
  /** Whether labels say nothing of where an image lies. */
  readonly isNoise?: boolean;
}

export function clouds({ seed, classes, each, dimensions, apart, isNoise = false }: Clouds): LabelledPoints {
  const random = new MersenneTwister(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.uniform53())) * Math.cos(2 * Math.PI * random.uniform53());
  const labels = Array.from({ length: classes * each }, (_, i) => i % classes);
  const values = new Float32Array(labels.length * dimensions);
  for (const [i, label] of labels.entries()) {
    const place = isNoise ? Math.floor(random.uniform53() * classes) : label;
    for (let at = 0; at < dimensions; at++) values[i * dimensions + at] = normal() + (at === place ? apart : 0);
  }
  return { points: { count: labels.length, dimensions, values }, labels };
}
