/** @file How much farther out than the normal distribution Student's has its ends: few seeds say little of all. */

/**
 * The quotient of the two distributions' quantiles, above 1 and falling to it.
 *
 * Student's is expanded in the normal one's (Abramowitz & Stegun 26.7.5): within 0.5 % from 4 degrees of freedom on,
 * and 12 % too small at 1.
 * @param tail share beyond each end: 0.025 for 95 %
 */
export function studentWidening(tail: number, freedom: number): number {
  const z = normalQuantile(tail);
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
  ];
  return terms.reduce((sum, term, power) => sum + term / freedom ** (power + 1), z) / z;
}

/** What a normal number exceeds with that chance, within 0.00045 (Abramowitz & Stegun 26.2.23). @param tail up to 0.5 */
function normalQuantile(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail));
  const above = 2.515517 + 0.802853 * t + 0.010328 * t ** 2;
  const below = 1 + 1.432788 * t + 0.189269 * t ** 2 + 0.001308 * t ** 3;
  return t - above / below;
}
