/** @file From differences to what is clear: noise is not to be sold as progress. */
import type { ChangeVerdict, MeasuredDifference } from '../../../protocol/comparison.ts';

/** A difference and how likely chance alone makes one as large. */
export interface Finding {
  readonly difference: MeasuredDifference;
  readonly chance: number;
  readonly better: 'higher' | 'lower';
}

const LEVEL = 0.05;

/**
 * What is clear of findings that were looked at together, such as the recalls of all classes: the interval leaves out 0,
 * and chance makes such a finding anywhere among them in at most 5 of 100 cases (S. Holm, A Simple Sequentially
 * Rejective Multiple Test Procedure, Scandinavian Journal of Statistics 6 (1979), 65–70).
 */
export function verdictsOf(findings: readonly Finding[]): readonly ChangeVerdict[] {
  const adjusted = holm(findings.map(({ chance }) => chance));
  return findings.map((finding, i) => ((adjusted[i] ?? 1) <= LEVEL ? directionOf(finding) : 'no clear difference'));
}

function directionOf({ difference: { low, high }, better }: Finding): ChangeVerdict {
  if (low === null || high === null || (low <= 0 && high >= 0)) return 'no clear difference';
  return low > 0 === (better === 'higher') ? 'better' : 'worse';
}

/** The k-th smallest of m chances counts m − k + 1 times, and none less than a smaller one. */
function holm(chances: readonly number[]): readonly number[] {
  const order = chances.map((_, i) => i).sort((a, b) => (chances[a] ?? 1) - (chances[b] ?? 1));
  const adjusted = new Array<number>(chances.length).fill(1);
  let least = 0;
  for (const [rank, i] of order.entries()) {
    least = Math.max(least, Math.min(1, (chances[i] ?? 1) * (chances.length - rank)));
    adjusted[i] = least;
  }
  return adjusted;
}
