/**
 * @file What logits are to be divided by (Guo et al. 2017, section 4.2): the temperature T at which the true classes are
 * likeliest. In β = 1/T the negative log likelihood is convex: its slope is the mean of Σ pₖzₖ − z_y, its curvature the
 * mean variance of z under p. So Newton's method, kept between bounds by bisection, finds the minimum.
 */
import { type LogitTable, logitsOf } from './logit-table.ts';

/** Beyond these a model that is always right, or knows nothing, would have none. */
const LEAST = 0.01;
const MOST = 100;
const ROUNDS = 60;
const CLOSE_ENOUGH = 1e-7;

/** Between 0.01 and 100; null without images or without another class. */
export function fitTemperature(table: LogitTable): number | null {
  if (table.actual.length === 0 || table.classes < 2) return null;
  let low = 1 / MOST;
  let high = 1 / LEAST;
  if (slopeAt(table, high).slope <= 0) return LEAST;
  if (slopeAt(table, low).slope >= 0) return MOST;
  let beta = 1;
  for (let round = 0; round < ROUNDS; round++) {
    const { slope, curvature } = slopeAt(table, beta);
    if (slope > 0) high = beta;
    else low = beta;
    const step = beta - slope / curvature;
    const next = step > low && step < high ? step : Math.sqrt(low * high);
    if (Math.abs(next - beta) <= CLOSE_ENOUGH * beta) return 1 / next;
    beta = next;
  }
  return 1 / beta;
}

/** Of the mean negative log likelihood, in β. */
function slopeAt(table: LogitTable, beta: number): { readonly slope: number; readonly curvature: number } {
  let slope = 0;
  let curvature = 0;
  for (const [i, actual] of table.actual.entries()) {
    const { mean, variance, logit } = momentsOf(logitsOf(table, i), beta, actual);
    slope += mean - logit;
    curvature += variance;
  }
  return { slope: slope / table.actual.length, curvature: curvature / table.actual.length };
}

/** Of the logits under their own probabilities; taken from the greatest, so that no exponential overflows. */
function momentsOf(logits: Float32Array, beta: number, actual: number) {
  let greatest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < logits.length; k++) greatest = Math.max(greatest, logits[k]!);
  let sum = 0;
  let first = 0;
  let second = 0;
  for (let k = 0; k < logits.length; k++) {
    const z = logits[k]! - greatest;
    const weight = Math.exp(beta * z);
    sum += weight;
    first += weight * z;
    second += weight * z * z;
  }
  const mean = first / sum;
  return { mean, variance: second / sum - mean * mean, logit: logits[actual]! - greatest };
}
