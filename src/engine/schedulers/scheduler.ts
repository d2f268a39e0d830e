/** @file What every sampler offers: which noise levels it visits, and how it gets from one to the next. */

import type { SigmaSpacing } from './levels/sigma-spacings.ts';
import type { CleanLimit } from './steps/clean-limit.ts';

/** What the network was trained to predict. */
export type PredictionType = 'epsilon' | 'v_prediction' | 'sample';

export type BetaSchedule = 'linear' | 'scaled_linear' | 'squaredcos_cap_v2' | 'laplace' | 'sigmoid';

export type TimestepSpacing = 'leading' | 'trailing' | 'linspace';

/** DPM-Solver (Lu et al. 2022) and DPM-Solver++ (Lu et al. 2022b), and the same with fresh noise at every step. */
export type SolverAlgorithm = 'dpmsolver' | 'dpmsolver++' | 'sde-dpmsolver' | 'sde-dpmsolver++';

/** The sampler's part of a `scheduler_config.json`, as one sampler reads it; names follow the file. */
export interface SchedulerSettings {
  readonly trainSteps: number;
  readonly betaSchedule: BetaSchedule;
  readonly betaStart: number;
  readonly betaEnd: number;
  /** In place of the three above; one for each of the training's steps. */
  readonly trainedBetas?: readonly number[];
  /** Shifts the schedule so that its last level is pure noise. */
  readonly rescaleBetasZeroSnr: boolean;
  readonly predictionType: PredictionType;
  /** Each sampler has its own default. */
  readonly spacing?: TimestepSpacing;
  readonly stepsOffset: number;
  /** What the estimate of the picture is held to at every step. */
  readonly limit?: CleanLimit;
  /**
   * The level after the last step is clean; otherwise it is the first level of the schedule. Each sampler has its own
   * default.
   */
  readonly setAlphaToOne?: boolean;
  /** The same for the samplers that count in σ (Euler, DPM-Solver++, UniPC). */
  readonly finalSigmas: 'zero' | 'sigma_min';
  /** How those space their levels: along the training's steps, or in σ itself. */
  readonly sigmas: 'spaced' | SigmaSpacing;
  /** Ends of a spacing in σ, in place of the schedule's. */
  readonly sigmaMin?: number;
  readonly sigmaMax?: number;
  /** Euler's levels: between the training's, or evenly in the logarithm of σ whatever the timesteps. */
  readonly interpolation: 'linear' | 'log_linear';
  /** Euler tells a network that predicts velocities `continuous` levels, ¼·ln σ, in place of timesteps. */
  readonly timestepType: 'discrete' | 'continuous';
  /** How many answers of the network a solver makes a step of. */
  readonly solverOrder: number;
  /** Of DPM-Solver. */
  readonly algorithm: SolverAlgorithm;
  /** Of DPM-Solver's second order. */
  readonly solverType: 'midpoint' | 'heun';
  /** UniPC's B(h): h, or eʰ − 1. */
  readonly bhType: 'bh1' | 'bh2';
  /** UniPC integrates estimates of the picture; otherwise of the noise. */
  readonly predictX0: boolean;
  /** Steps, counted from 0, whose result UniPC does not correct. */
  readonly disableCorrector: readonly number[];
  /** Solvers take their last steps, of few, at lower orders. */
  readonly lowerOrderFinal: boolean;
  /** DPM-Solver takes its last step at the first order, however many there are. */
  readonly eulerAtFinal: boolean;
  /** DPM-Solver begins no noisier than at this logarithm of √ᾱ over √(1 − ᾱ). */
  readonly lambdaMinClipped: number;
  /** PNDM begins without the method of Runge and Kutta. */
  readonly skipPrkSteps: boolean;
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
