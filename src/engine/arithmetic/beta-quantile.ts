/**
 * @file The quantile function of the symmetric beta distribution of shape 0.6 (scipy's `beta.ppf(p, 0.6, 0.6)`), along
 * which Lee et al. 2024 ("Beta Sampling is All You Need") space noise levels.
 */
const SHAPE = 0.6;

/** Γ(0.6)² / Γ(1.2), the integral over the whole of t^−0.4·(1 − t)^−0.4. */
const WHOLE = 2.415344208002472;

/** Below one half each term is less than half of the one before. */
const TERMS = 60;

/** Of t^−0.4·(1 − t)^−0.4 from 0 to `x`, which is one half at most, by the binomial series. */
function partBelow(x: number): number {
  let coefficient = 1;
  let sum = 0;
  for (let k = 0; k < TERMS; k++) {
    sum += (coefficient * x ** k) / (SHAPE + k);
    coefficient *= (1 - SHAPE + k) / (k + 1);
  }
  return x ** SHAPE * sum;
}

/**
 * Newton's method in u = x^0.6, in which the integral is convex and nearly straight.
 * @param share 0 to 1; symmetry leaves the lower half to be solved
 */
export function betaQuantile(share: number): number {
  if (share > 1 / 2) return 1 - betaQuantile(1 - share);
  const sought = share * WHOLE;
  let u = (1 / 2) ** SHAPE;
  for (let i = 0; i < 8; i++) {
    const x = u ** (1 / SHAPE);
    u = Math.max(0, u - ((partBelow(x) - sought) * SHAPE) / (1 - x) ** (SHAPE - 1));
  }
  return u ** (1 / SHAPE);
}
