import type { Measure, MeasureName } from '../../../protocol/comparison.ts';
import { pairedBootstrapOfMeans } from '../../metrics/paired-bootstrap.ts';
import { signTest } from './sign-test.ts';
import { verdictsOf } from './verdicts.ts';

/** Before and after of every pair. */
export type Pairs = readonly (readonly [before: number, after: number])[];

export interface Observed extends Pick<Measure, 'source' | 'class'> {
  readonly metric: MeasureName;
  /** Their means are taken together; most metrics have a single group. */
  readonly groups: readonly Pairs[];
}

/** Metrics of which more is better, looked at together; those without a pair are left out. */
export function measuresOf(observed: readonly Observed[]): readonly Measure[] {
  const known = observed.filter(({ groups }) => groups.some((pairs) => pairs.length > 0)).map(measured);
  const verdicts = verdictsOf(known.map(({ measure, chance }) => ({ ...measure, chance })));
  return known.map(({ measure }, i) => ({ ...measure, verdict: verdicts[i] ?? 'no clear difference' }));
}

function measured({ groups, ...named }: Observed): {
  readonly measure: Omit<Measure, 'verdict'>;
  readonly chance: number;
} {
  const filled = groups.filter((pairs) => pairs.length > 0);
  const differences = filled.map((pairs) => pairs.map(([before, after]) => after - before));
  const difference = pairedBootstrapOfMeans(differences);
  const all = differences.flat();
  const moved = { up: all.filter((each) => each > 0).length, down: all.filter((each) => each < 0).length };
  const meanOfSide = (side: 0 | 1) => mean(filled.map((pairs) => mean(pairs.map((pair) => pair[side]))));
  return {
    measure: { ...named, better: 'higher', before: meanOfSide(0), after: meanOfSide(1), difference, moved },
    chance: chanceOf(difference.value ?? 0, moved),
  };
}

/** Where the mean goes one way and most pairs the other, a few images weigh more than the rest: that is not clear. */
function chanceOf(value: number, { up, down }: { readonly up: number; readonly down: number }): number {
  return Math.sign(value) === Math.sign(up - down) ? signTest(up, down) : 1;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
