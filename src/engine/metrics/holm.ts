/**
 * Holm's correction (S. Holm 1979, Scandinavian Journal of Statistics 6, 65–70): with it, the chance that any of the true
 * hypotheses is rejected stays below the level, however the tests hang together.
 * @param values p-values
 * @returns corrected ones, in the same order, up to 1
 */
export function holm(values: readonly number[]): readonly number[] {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]! || a - b);
  const adjusted = new Array<number>(values.length).fill(1);
  let least = 0;
  for (const [rank, index] of order.entries()) {
    least = Math.max(least, Math.min(1, values[index]! * (values.length - rank)));
    adjusted[index] = least;
  }
  return adjusted;
}
