import type { Estimate } from '../evaluation.ts';

/**
 * The difference of two independent shares, `after` less `before`, with Newcombe's hybrid score interval at 95%, made of
 * both Wilson intervals; of the same images it is wider than a paired one. Null when either has no n.
 * Source: R. G. Newcombe, Statistics in Medicine 17 (1998), 873–890, method 10.
 */
export function shareDifference(after: Estimate, before: Estimate): ShareDifference | null {
  const [a, b] = [ends(after), ends(before)];
  if (!a || !b) return null;
  const value = a.value - b.value;
  return {
    value,
    low: value - Math.hypot(a.value - a.low, b.high - b.value),
    high: value + Math.hypot(a.high - a.value, b.value - b.low),
  };
}

export interface ShareDifference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

function ends({ value, low, high }: Estimate): ShareDifference | null {
  return value === null || low === null || high === null ? null : { value, low, high };
}
