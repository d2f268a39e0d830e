/** @file How comparisons are written for people, the same on the command line and in the editor. */
import type { Comparison, Measure, MeasureName, PicturePair, PictureSet, WordKind } from '../comparison.ts';
import { cosine, counted, percent } from './figures.ts';

/** `recall of shirt`. */
export function measureLabel({ metric, class: name }: Pick<Measure, 'metric' | 'class'>): string {
  const label = measureLabels[metric];
  return name === undefined ? label : `${label} of ${name}`;
}

const measureLabels: { readonly [M in MeasureName]: string } = {
  accuracy: 'accuracy',
  'balanced-accuracy': 'balanced accuracy',
  recall: 'recall',
  fidelity: 'fidelity',
  score: 'likeness to its prompt',
  margin: 'margin',
};

/** What it is, in a sentence for who meets it first. */
export const measureMeanings: { readonly [M in MeasureName]: string } = {
  accuracy: 'Share of images that were taken for what they are.',
  'balanced-accuracy': 'Mean of the recalls of all classes, so that each class counts alike.',
  recall: "Share of the class's images that were taken for it.",
  fidelity: 'Share of drawn images that the judge takes for the class they were to show.',
  score: 'Mean cosine of drawn images and their own prompts.',
  margin: 'Mean probability of the class that was asked for less that of the likeliest other.',
};

/** `87.2%`, or `0.312` of a cosine; `–` where nothing was measured. */
export function measureValue(metric: MeasureName, value: number | null): string {
  return metric === 'score' ? cosine(value) : percent(value);
}

/** `+1.3` percentage points, or `+0.012` of a cosine. */
export function measureStep(metric: MeasureName, value: number | null): string {
  if (value === null) return '–';
  const text = metric === 'score' ? value.toFixed(3) : (value * 100).toFixed(1);
  // What rounds to nothing has no direction.
  return Number(text) === 0 ? text.replace('-', '') : `${value > 0 ? '+' : ''}${text}`;
}

/** `+0.2 … +4.1`. */
export function measureInterval({ metric, difference: { low, high } }: Measure): string {
  return low === null || high === null ? '' : `${measureStep(metric, low)} … ${measureStep(metric, high)}`;
}

export const wordLabels: { readonly [K in WordKind]: string } = {
  prompt: 'prompt',
  negative: 'negative prompt',
  judged: 'words of the judge',
  setting: 'setting',
  model: 'model',
  statement: 'statement',
};

/** `sneaker · guidance 3 · image 2`. */
export function pairLabel({ row, column, number }: PicturePair): string {
  return [row, column, `image ${number}`].filter((part) => part !== '').join(' · ');
}

export interface PictureCounts {
  readonly same: number;
  readonly changed: number;
  /** There on both sides, drawn on one at most. */
  readonly notDrawn: number;
  readonly added: number;
  readonly removed: number;
}

export function countPairs({ pairs }: PictureSet): PictureCounts {
  const counted = { same: 0, changed: 0, notDrawn: 0, added: 0, removed: 0 };
  for (const pair of pairs) counted[fateOf(pair)]++;
  return counted;
}

export function fateOf({ before, after, pixels }: PicturePair): keyof PictureCounts {
  if (!before) return 'added';
  if (!after) return 'removed';
  return pixels.kind === 'unknown' ? 'notDrawn' : pixels.kind;
}

/** `2 of 40 images changed, 38 are the same`. */
export function pictureSummary(counts: PictureCounts): string {
  const { same, changed, notDrawn, added, removed } = counts;
  const total = same + changed + notDrawn + added + removed;
  const parts = [
    `${changed} of ${counted(total, 'image')} changed`,
    `${same} ${same === 1 ? 'is' : 'are'} the same`,
    notDrawn > 0 && `${notDrawn} cannot be compared, because an image of the pair is not drawn`,
    added > 0 && `${added} came`,
    removed > 0 && `${removed} went`,
  ];
  return parts.filter((part) => part !== false).join(', ');
}

/** Pairs whose pixels changed, the largest change first; one whose size is not known stands last. */
export function changedPairs({ pairs }: PictureSet): readonly PicturePair[] {
  return pairs.filter((pair) => fateOf(pair) === 'changed').sort(byChange);
}

export function byChange(a: PicturePair, b: PicturePair): number {
  return distanceOf(b) - distanceOf(a);
}

function distanceOf({ pixels }: PicturePair): number {
  return pixels.kind === 'changed' ? (pixels.distance ?? -1) : -1;
}

/** What is worth a line of its own: what is clear, and what is of no single class. The rest is counted. */
export function splitMeasures(measures: readonly Measure[]): {
  readonly shown: readonly Measure[];
  readonly unclear: readonly Measure[];
} {
  const isShown = (measure: Measure) => measure.class === undefined || measure.verdict !== 'no clear difference';
  return { shown: measures.filter(isShown), unclear: measures.filter((measure) => !isShown(measure)) };
}

/** One sentence: whether it became better, as far as that can be known. */
export function comparisonVerdict({
  before,
  after,
  measures,
}: Pick<Comparison, 'before' | 'after' | 'measures'>): string {
  if (measures.length === 0) {
    const missing = [before, after].filter(({ isJudged }) => !isJudged).map(({ label }) => label);
    return missing.length === 0
      ? 'There is no number to compare.'
      : `Whether it is better is not known: ${missing.join(' and ')} ${missing.length === 1 ? 'was' : 'were'} not judged.`;
  }
  const better = measures.filter(({ verdict }) => verdict === 'better').length;
  const worse = measures.filter(({ verdict }) => verdict === 'worse').length;
  if (better + worse === 0) return `No clear difference in ${counted(measures.length, 'number')}.`;
  return `Of ${counted(measures.length, 'number')} ${better} became better and ${worse} worse.`;
}
