/** @file What `expect` and `check` can be about. */
import type { MetricPlan } from '../plan/plan.ts';
import type { DeclarationKind } from '../tree/declarations.ts';

export interface MetricRule {
  readonly about: string;
  /** What stands in its parentheses. */
  readonly shape: 'plain' | 'one' | 'pair';
  readonly takes: readonly DeclarationKind[];
  readonly example: string;
  /** Part of the language, but not of this version. */
  readonly isLater?: true;
}

const known: { readonly [K in MetricPlan['name']]: MetricRule } = {
  accuracy: plain('accuracy', 'Share of images that are judged to be what they are.'),
  'balanced-accuracy': plain('balanced-accuracy', 'Mean of the recalls of all classes, each class weighing the same.'),
  top5: plain('top5', 'Share of images whose class is among the five that the judge finds likeliest.'),
  fidelity: plain('fidelity', 'Share of drawn images that are judged to be what the prompt said.'),
  recall: ofClass('recall', 'Of the images of a class, the share judged to be of it.'),
  precision: ofClass('precision', 'Of the images judged to be of a class, the share that are.'),
  f1: ofClass('f1', 'Harmonic mean of precision and recall of a class.'),
  confusion: {
    about: 'Of the images of the first class, the share judged to be of the second.',
    shape: 'pair',
    takes: ['class'],
    example: 'confusion(shirt -> tshirt)',
  },
};

const later = [
  'margin',
  'calibration-error',
  'clip-score',
  'coverage',
  'density',
  'cmmd',
  'duplicates',
  'uplift',
  'text-score',
  'image-score',
  'group-score',
  'pairwise-accuracy',
].map((name): [string, MetricRule] => [
  name,
  { about: 'Not supported by this version yet.', shape: 'plain', takes: [], example: name, isLater: true },
]);

/** Look names up with `Object.hasOwn` where they come from a file. */
export const metrics: Readonly<Record<string, MetricRule>> = Object.assign(
  Object.create(null),
  known,
  Object.fromEntries(later),
);

function plain(name: string, about: string): MetricRule {
  return { about, shape: 'plain', takes: [], example: name };
}

function ofClass(name: string, about: string): MetricRule {
  return { about, shape: 'one', takes: ['class'], example: `${name}(shirt)` };
}
