/** @file What `expect` and `check` can be about. */
import type { MetricPlan } from '../plan/plan.ts';
import type { DeclarationKind } from '../tree/declarations.ts';

/** Numbers of a metric: a share is also written in percent. */
export interface MetricRange {
  readonly unit: 'share' | 'number';
  readonly least: number;
  readonly most: number;
}

export interface MetricRule {
  readonly about: string;
  /** What stands in its parentheses: nothing, a name, two names, or a percentile such as `p10`. */
  readonly shape: 'plain' | 'one' | 'pair' | 'percentile';
  readonly takes: readonly DeclarationKind[];
  readonly example: string;
  /** What it can be held against. */
  readonly range: MetricRange;
  /** Part of the language, but not of this version. */
  readonly isLater?: true;
}

const share: MetricRange = { unit: 'share', least: 0, most: 1 };
const cosine: MetricRange = { unit: 'number', least: -1, most: 1 };
const distance: MetricRange = { unit: 'number', least: 0, most: Number.MAX_VALUE };

const known: { readonly [K in MetricPlan['name']]: MetricRule } = {
  accuracy: plain('accuracy', 'Share of images that are judged to be what they are.'),
  'balanced-accuracy': plain('balanced-accuracy', 'Mean of the recalls of all classes, each class weighing the same.'),
  top5: plain('top5', 'Share of images whose class is among the five that the judge finds likeliest.'),
  fidelity: plain('fidelity', 'Share of drawn images that are judged to be what the prompt said.'),
  margin: percentile(
    'margin',
    'How far the class of an image is above the likeliest other, below 0 where another was likelier: the margin that all but the given percentage of images reach.',
    { unit: 'share', least: -1, most: 1 },
  ),
  'calibration-error': plain(
    'calibration-error',
    'How far confidence is from being right that often (expected calibration error).',
  ),
  'clip-score': percentile(
    'clip-score',
    'Likeness of drawn images to their own prompts, as the cosine of embeddings: what all but the given percentage of them reach.',
    cosine,
  ),
  recall: ofClass('recall', 'Of the images of a class, the share judged to be of it.'),
  precision: ofClass('precision', 'Of the images judged to be of a class, the share that are.'),
  f1: ofClass('f1', 'Harmonic mean of precision and recall of a class.'),
  confusion: {
    about: 'Of the images of the first class, the share judged to be of the second.',
    shape: 'pair',
    takes: ['class'],
    example: 'confusion(shirt -> tshirt)',
    range: share,
  },
};

const later: Readonly<Record<string, MetricRule>> = {
  coverage: plain('coverage', 'Share of real images that have a drawn one near them.'),
  density: { ...plain('density', 'How many real images lie near a drawn one, on average.'), range: distance },
  cmmd: {
    about: 'Distance of the drawn images from real ones (maximum mean discrepancy of their embeddings).',
    shape: 'one',
    takes: ['data'],
    example: 'cmmd(holdout)',
    range: distance,
  },
  duplicates: plain('duplicates', 'Share of images that are near copies of another.'),
  uplift: {
    about: 'By how much accuracy on real images rises when those of a recipe are learned from as well.',
    shape: 'one',
    takes: ['recipe'],
    example: 'uplift(preview)',
    range: { unit: 'share', least: -1, most: 1 },
  },
  'text-score': plain('text-score', 'Share of examples whose captions are right for each image (Winoground).'),
  'image-score': plain('image-score', 'Share of examples whose images are right for each caption (Winoground).'),
  'group-score': plain('group-score', 'Share of examples that are right both ways (Winoground).'),
  'pairwise-accuracy': plain('pairwise-accuracy', 'Share of pairs in which the caption scores above its foil.'),
};

/** Look names up with `Object.hasOwn` where they come from a file. */
export const metrics: Readonly<Record<string, MetricRule>> = Object.assign(
  Object.create(null),
  known,
  Object.fromEntries(Object.entries(later).map(([name, rule]) => [name, { ...rule, isLater: true }])),
);

/** The percentile in `margin(p10)`; undefined when it is none. */
export function percentileOf(argument: string): number | undefined {
  const [, digits] = /^p(\d{1,3})$/.exec(argument) ?? [];
  const value = Number(digits);
  return digits !== undefined && value <= 100 ? value : undefined;
}

function plain(name: string, about: string): MetricRule {
  return { about, shape: 'plain', takes: [], example: name, range: share };
}

function ofClass(name: string, about: string): MetricRule {
  return { about, shape: 'one', takes: ['class'], example: `${name}(shirt)`, range: share };
}

function percentile(name: string, about: string, range: MetricRange): MetricRule {
  return { about, shape: 'percentile', takes: [], example: `${name}(p10)`, range };
}
