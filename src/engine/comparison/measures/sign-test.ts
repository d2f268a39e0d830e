/**
 * How likely it is that chance alone moves pairs as much to one side: two-sided, exact, of a fair coin thrown once for
 * each pair that moved. For right and wrong it is McNemar's exact test. It is asked beside the bootstrap's interval, which
 * knows no doubt when all of a handful of pairs move alike: five of five heads come once in sixteen times.
 * @returns 1 when nothing moved
 */
export function signTest(up: number, down: number): number {
  const moved = up + down;
  const fewer = Math.min(up, down);
  let logChance = -moved * Math.LN2;
  let tail = 0;
  for (let heads = 0; heads <= fewer; heads++) {
    tail += Math.exp(logChance);
    logChance += Math.log((moved - heads) / (heads + 1));
  }
  return Math.min(1, 2 * tail);
}
