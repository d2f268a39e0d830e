/**
 * @file What a step of DPM-Solver is made of, by its algorithm: exact integrals of eᵘ against the answer, its slope and
 * its curve, where u is h = λ' − λ for estimates of the noise, −h for those of the picture, and −2h with fresh noise.
 */

import { levelOfSigma } from '../levels/sigma-table.ts';
import type { SolverAlgorithm } from '../scheduler.ts';

/** Factors of what the next latents are the sum of. */
export interface StepTerms {
  readonly latents: number;
  readonly answer: number;
  /** Of the answers' slope, by the rule that weighs it at the second order. */
  readonly midpoint: number;
  /** The third order takes this one. */
  readonly heun: number;
  readonly curve: number;
  /** Of fresh noise; none is drawn when not given. */
  readonly noise?: number;
}

interface Algorithm {
  /** What is made of the network's answers. */
  readonly of: 'clean' | 'noise';
  readonly terms: (sigma: number, next: number) => StepTerms;
}

export const algorithms: { readonly [A in SolverAlgorithm]: Algorithm } = {
  'dpmsolver++': {
    of: 'clean',
    terms: (sigma, next) => {
      const { noiseRatio, to } = between(sigma, next);
      return { latents: noiseRatio, ...integrals(to.clean, Math.log(next / sigma)) };
    },
  },
  dpmsolver: {
    of: 'noise',
    terms: (sigma, next) => {
      const { cleanRatio, to } = between(sigma, next);
      return { latents: cleanRatio, ...integrals(to.noise, Math.log(sigma / next)) };
    },
  },
  'sde-dpmsolver++': {
    of: 'clean',
    terms: (sigma, next) => {
      const { noiseRatio, to } = between(sigma, next);
      const u = 2 * Math.log(next / sigma);
      const { curve, ...rest } = integrals(to.clean, u);
      return {
        latents: (noiseRatio * next) / sigma,
        ...rest,
        // The integral has ½; diffusers takes −½, and its pictures are the measure here.
        curve: curve - to.clean,
        noise: to.noise * Math.sqrt(-Math.expm1(u)),
      };
    },
  },
  'sde-dpmsolver': {
    of: 'noise',
    terms: (sigma, next) => {
      const { cleanRatio, to } = between(sigma, next);
      const h = Math.log(sigma / next);
      return { latents: cleanRatio, ...integrals(2 * to.noise, h), noise: to.noise * Math.sqrt(Math.expm1(2 * h)) };
    },
  },
};

function between(sigma: number, next: number) {
  const [from, to] = [levelOfSigma(sigma), levelOfSigma(next)];
  return { to, noiseRatio: to.noise / from.noise, cleanRatio: to.clean / from.clean };
}

function integrals(scale: number, u: number): Omit<StepTerms, 'latents'> {
  const whole = Math.expm1(u);
  return {
    answer: -scale * whole,
    midpoint: (-scale * whole) / 2,
    heun: scale * (1 - whole / u),
    curve: scale * (1 / 2 - (whole - u) / u ** 2),
  };
}
