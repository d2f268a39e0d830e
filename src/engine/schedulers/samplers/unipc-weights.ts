/**
 * @file What UniPC's steps weigh the network's answers by (Zhao et al. 2023, formulas 3, 5 and 8). With λ = −ln σ,
 * h = λ' − λ, rₖ = (λ of k steps before − λ) / h, m the answers, and u = −h for estimates of the picture, h for noise:
 * x' = a·x − c·(eᵘ − 1)·m − c·B·(Σ ρₖ·(mₖ − m)/rₖ + ρ'·(m' − m)); the predictor knows no answer m' of the step's end.
 */

import { solveLinear } from '../../arithmetic/solve-linear.ts';
import { levelOfSigma } from '../levels/sigma-table.ts';
import type { SchedulerSettings } from '../scheduler.ts';
import type { Weights } from '../steps/weighted-sum.ts';

type Rules = Pick<SchedulerSettings, 'predictX0' | 'bhType'>;

/** Of the answers, from that of the step's beginning back. */
export function predictorWeights(rules: Rules, sigmas: readonly number[], index: number, order: number): Weights {
  const terms = termsOf(rules, sigmas, index, order);
  if (order === 1) return { latents: terms.latents, answers: [terms.answer] };
  const { ratios, right } = terms;
  // The paper's simplification of the second order.
  const rhos = order === 2 ? [1 / 2] : solveLinear(powers(ratios.slice(0, -1)), right.slice(0, -1));
  return { latents: terms.latents, answers: spread(terms, rhos) };
}

/** Of the answers, from that of the step's end back. */
export function correctorWeights(rules: Rules, sigmas: readonly number[], index: number, order: number): Weights {
  const terms = termsOf(rules, sigmas, index, order);
  const rhos = order === 1 ? [1 / 2] : solveLinear(powers(terms.ratios), terms.right);
  const [first, ...before] = spread(terms, rhos.slice(0, -1));
  const end = -terms.bend * rhos.at(-1)!;
  return { latents: terms.latents, answers: [end, first! - end, ...before] };
}

interface Terms {
  /** a */
  readonly latents: number;
  /** −c·(eᵘ − 1), also where the step ends without noise and u is infinite. */
  readonly answer: number;
  /** c·B */
  readonly bend: number;
  /** rₖ, and 1 for the step's end. */
  readonly ratios: readonly number[];
  /** What Σ ρₖ·rₖⁿ is, n = 0 … order − 1. */
  readonly right: readonly number[];
}

function termsOf({ predictX0, bhType }: Rules, sigmas: readonly number[], index: number, order: number): Terms {
  const [sigma, next] = [sigmas[index]!, sigmas[index + 1]!];
  const [from, to] = [levelOfSigma(sigma), levelOfSigma(next)];
  const h = Math.log(sigma / next);
  const u = predictX0 ? -h : h;
  const answer = predictX0 ? to.clean * (1 - next / sigma) : -to.clean * (sigma - next);
  const bend = bhType === 'bh2' ? -answer : (predictX0 ? to.clean : to.noise) * u;
  return {
    latents: predictX0 ? to.noise / from.noise : to.clean / from.clean,
    answer,
    bend,
    ratios: [...Array.from({ length: order - 1 }, (_, k) => Math.log(sigma / sigmas[index - k - 1]!) / h), 1],
    right: integrals(u, bhType === 'bh2' ? Math.expm1(u) : u, order),
  };
}

/** n!·u·φₙ₊₁(u) / B: φ₁ = (eᵘ − 1)/u, φₙ₊₁ = (φₙ − 1/n!)/u. */
function integrals(u: number, b: number, order: number): number[] {
  let [phi, factorial] = [Math.expm1(u) / u - 1, 1];
  return Array.from({ length: order }, (_, n) => {
    const value = (phi * factorial) / b;
    factorial *= n + 2;
    phi = phi / u - 1 / factorial;
    return value;
  });
}

function powers(ratios: readonly number[]): number[][] {
  return ratios.map((_, n) => ratios.map((ratio) => ratio ** n));
}

/** Slopes ρₖ·(mₖ − m)/rₖ as weights of the answers. */
function spread({ answer, bend, ratios }: Terms, rhos: readonly number[]): number[] {
  const slopes = rhos.map((rho, k) => (-bend * rho) / ratios[k]!);
  return [slopes.reduce((sum, slope) => sum - slope, answer), ...slopes];
}
