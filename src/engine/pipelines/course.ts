import type { DrawRequest } from '../models/painter.ts';
import type { NoiseSource, Scheduler } from '../schedulers/scheduler.ts';
import type { DiffusionNetworks } from './diffusion-networks.ts';
import type { Say } from './note.ts';

/** Everything that the drawing of one image passes around. */
export interface Course {
  readonly networks: DiffusionNetworks;
  readonly request: DrawRequest;
  readonly scheduler: Scheduler;
  /** Of one image's latents, [1, channels, height, width]. */
  readonly dims: readonly number[];
  /** All that is random in the image, in the order of diffusers' pipelines. */
  readonly noise: NoiseSource;
  readonly signal: AbortSignal;
  readonly say: Say;
}

/** What its steps start from. */
export interface Beginning {
  /** Changed in place by the steps. */
  readonly latents: Float32Array;
  /** Of the first step that is taken. */
  readonly index: number;
  /** [channels, height, width] that the network reads beside the latents. */
  readonly beside?: Float32Array;
  /** Puts back what is not redrawn, once step `index` was taken. */
  readonly keep?: (index: number, latents: Float32Array) => void;
}

export function sizeOf(dims: readonly number[]): number {
  return dims.reduce((product, size) => product * size, 1);
}
