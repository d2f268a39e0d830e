import type { DrawSettings } from '../../language/plan/plan.ts';
import type { NoiseSource } from '../schedulers/scheduler.ts';
import { NormalNoise } from './normal-noise.ts';
import { PhiloxNoise } from './philox-noise.ts';

/** The generator of one image; it draws all that is random in it, in order. */
export function noiseOf({ noise }: Pick<DrawSettings, 'noise'>, seed: number): NoiseSource {
  return noise === 'philox' ? new PhiloxNoise(seed) : new NormalNoise(seed);
}
