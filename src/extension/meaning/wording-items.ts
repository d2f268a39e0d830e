/** @file Tried wordings as a list to choose from: what each changes, and how sure that is. Pure. */
import type { Difference, Estimate } from '../../protocol/evaluation.ts';
import type { WordingFigures, WordingTrial, WordingTrials } from '../../protocol/meaning.ts';
import { percent } from '../../protocol/texts/figures.ts';

export interface WordingItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** Index of the trial. */
  readonly trial: number;
}

/** @param captions of each trial. The better ones first; without images those that are least like another class. */
export function wordingItems(
  { now, trials }: WordingTrials,
  captions: readonly (readonly string[])[],
): readonly WordingItem[] {
  return trials
    .map((trial, index) => ({ trial, index }))
    .toSorted((a, b) => worthOf(b.trial) - worthOf(a.trial) || likenessOf(a.trial) - likenessOf(b.trial))
    .map(({ trial, index }) => ({
      label: (captions[index] ?? []).map((caption) => JSON.stringify(caption)).join(', '),
      description: [verdictOf(trial), nearestText(now, trial)].filter((text) => text !== '').join(' · '),
      detail: detailOf(now, trial),
      trial: index,
    }));
}

/** On the first source, which is the one that the author names first. */
function worthOf({ differences: [first] }: WordingTrial): number {
  return (first?.accuracy.value ?? 0) + (first?.recall.value ?? 0) / 1000;
}

function likenessOf({ nearest }: WordingFigures): number {
  return nearest?.cosine ?? -1;
}

function verdictOf({ differences: [first] }: WordingTrial): string {
  const { low, high, value } = first?.accuracy ?? { low: null, high: null, value: null };
  if (value === null || low === null || high === null) return 'not measured: no images';
  if (low > 0) return 'better';
  return high < 0 ? 'worse' : 'no clear difference';
}

function detailOf(now: WordingFigures, trial: WordingTrial): string {
  const figures = trial.sources.flatMap((source, i) => {
    const difference = trial.differences[i];
    const before = now.sources[i];
    if (difference === undefined || before === undefined) return [];
    return [
      `${source.name}: accuracy ${stepOf(before.accuracy, source.accuracy)} ${signed(difference.accuracy)}`,
      `recall ${stepOf(before.recall, source.recall)}`,
    ];
  });
  return figures.join(' · ');
}

function stepOf(before: Estimate, after: Estimate): string {
  if (before.value === null || after.value === null) return 'unknown';
  return `${percent(before.value)} → ${percent(after.value)}`;
}

/** In percentage points, with its interval. */
function signed({ value, low, high, n }: Difference): string {
  if (value === null || low === null || high === null) return '';
  return `(${points(value)}, 95% ${points(low)} to ${points(high)}, n ${n})`;
}

function points(share: number): string {
  const text = (share * 100).toFixed(1);
  return share > 0 ? `+${text}` : text.replace('-', '−');
}

function nearestText(now: WordingFigures, { nearest }: WordingTrial): string {
  if (nearest === undefined) return '';
  const before = now.nearest === undefined ? '' : `${now.nearest.class} ${now.nearest.cosine.toFixed(2)} → `;
  return `nearest ${before}${nearest.class} ${nearest.cosine.toFixed(2)}`;
}
