/** @file What every sampler offers: which noise levels it visits, and how it gets from one to the next. */

/** What the network was trained to predict. */
export type PredictionType = 'epsilon' | 'v_prediction' | 'sample';

export type BetaSchedule = 'linear' | 'scaled_linear' | 'squaredcos_cap_v2';

export type TimestepSpacing = 'leading' | 'trailing' | 'linspace';

/** The sampler's part of a `scheduler_config.json`; names follow it. */
export interface SchedulerSettings {
  /** The class of diffusers that the file is of; absent where it says none. */
  readonly named?: string;
  readonly trainSteps: number;
  readonly betaSchedule: BetaSchedule;
  readonly betaStart: number;
  readonly betaEnd: number;
  /** In place of the three above. */
  readonly trainedBetas?: readonly number[];
  /** Shifts the schedule so that its last level is pure noise. */
  readonly rescaleBetasZeroSnr: boolean;
  readonly predictionType: PredictionType;
  /** Each sampler has its own default. */
  readonly spacing?: TimestepSpacing;
  readonly stepsOffset: number;
  /**
   * The level after the last step is clean; otherwise it is the first level of the schedule. Each sampler has its own
   * default.
   */
  readonly setAlphaToOne?: boolean;
  /** The same for the solvers that count in σ (DPM-Solver++, UniPC). */
  readonly finalSigmas: 'zero' | 'sigma_min';
  /** Solvers take their last step, of few, at the first order. */
  readonly lowerOrderFinal: boolean;
  /** DPM-Solver++ takes its last step at the first order, however many there are. */
  readonly eulerAtFinal: boolean;
  /** DPM-Solver++ begins no noisier than at this logarithm of √ᾱ over √(1 − ᾱ). */
  readonly lambdaMinClipped: number;
  /** UniPC spaces its levels as Karras et al. 2022 do. */
  readonly useKarrasSigmas: boolean;
  /** How much noise DDPM puts back at each step. */
  readonly variance: 'fixed_small' | 'fixed_large';
  /** Of the course that a latent consistency model was distilled from. */
  readonly originalSteps: number;
  /** Of timesteps, where a latent consistency model weighs its answer against the latents. */
  readonly timestepScaling: number;
}

/** Standard normal numbers of the image's own generator, in the order drawn. */
export interface NoiseSource {
  draw(length: number): Float32Array;
}

/** Latents at a level of noise are `clean`·x₀ + `noise`·z, z standard normal. */
export interface NoiseLevel {
  readonly clean: number;
  readonly noise: number;
}

/**
 * The course of one image, from its first step to its last. Steps are told by index: timesteps may repeat. A course may
 * begin at a later step than the first, with latents at its level; those before it were then never taken.
 */
export interface Scheduler {
  /** As fed to the network, one a call; noisiest first. */
  readonly timesteps: readonly number[];
  /** What standard normal noise is multiplied by to begin. */
  readonly initialNoise: number;
  /** What latents are multiplied by before the network reads them at this step. */
  inputScale(index: number): number;
  /** Of the latents that this step begins with. */
  level(index: number): NoiseLevel;
  /**
   * Takes one step, in place.
   * @param prediction what the network said of the scaled latents, guidance done
   * @param latents become those of the next step
   * @param clean receives the estimate of the noise-free latents
   * @param noise is drawn from by samplers that add noise, and only by them
   */
  step(index: number, prediction: Float32Array, latents: Float32Array, clean: Float32Array, noise: NoiseSource): void;
}
