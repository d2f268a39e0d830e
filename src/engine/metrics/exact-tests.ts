/** @file Tests of counts without approximation: Fisher's of two shares, the binomial tail of one. */

/**
 * Fisher's exact test, two-sided (R. A. Fisher 1934): how likely two shares differ at least so much by chance alone, the
 * totals being given: the sum over all tables that are no likelier than this one.
 * @param hits, @param n of the one @param otherHits, @param others of the other
 */
export function fisherExact(hits: number, n: number, otherHits: number, others: number): number {
  const all = n + others;
  const allHits = hits + otherHits;
  const logs = logFactorials(all);
  const constant = logs[n]! + logs[others]! + logs[allHits]! + logs[all - allHits]! - logs[all]!;
  const logOf = (k: number) => constant - logs[k]! - logs[n - k]! - logs[allHits - k]! - logs[others - allHits + k]!;
  // Tables that are as likely, but for rounding, count.
  const own = logOf(hits) + 1e-7;
  let sum = 0;
  for (let k = Math.max(0, allHits - others); k <= Math.min(n, allHits); k++) {
    const log = logOf(k);
    if (log <= own) sum += Math.exp(log);
  }
  return Math.min(1, sum);
}

/** How likely at least so many of n hit, each with this probability. */
export function binomialTail(hits: number, n: number, probability: number): number {
  if (hits <= 0 || probability >= 1) return 1;
  if (probability <= 0) return 0;
  const logs = logFactorials(n);
  let sum = 0;
  for (let k = hits; k <= n; k++) {
    sum += Math.exp(
      logs[n]! - logs[k]! - logs[n - k]! + k * Math.log(probability) + (n - k) * Math.log1p(-probability),
    );
  }
  return Math.min(1, sum);
}

let known = Float64Array.of(0);

/** ln k! of k up to n. */
function logFactorials(n: number): Float64Array {
  if (known.length > n) return known;
  const logs = new Float64Array(Math.max(n + 1, 2 * known.length));
  for (let k = 1; k < logs.length; k++) logs[k] = logs[k - 1]! + Math.log(k);
  known = logs;
  return logs;
}
