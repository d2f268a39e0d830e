/**
 * @file Whether a class can be told from a few numbers, or from a value, without looking at what is shown: naive Bayes out
 * of sample, as cleanlab looks for spurious correlations (Datalab).
 */
import { likeliest } from './probability-table.ts';
import { stratifiedFolds } from './stratified-folds.ts';

const FOLDS = 5;

/** Variance that is added to a feature's, as a share of its own over all images, so that none is 0. */
const SMOOTHING = 1e-9;

/**
 * How many images' labels are told right by Gaussian naive Bayes on these numbers, fitted without the image's fold.
 * @param features of each image: numbers, equally many
 * @param labels indices
 */
export function toldByNumbers(
  features: readonly (readonly number[])[],
  labels: readonly number[],
  classes: number,
): number {
  const everything = featuresOf(features);
  return toldOutOfSample(labels, (fitted) => {
    const models = Array.from({ length: classes }, (_, k) => {
      const members = fitted.filter((index) => labels[index] === k).map((index) => features[index]!);
      return { prior: members.length / fitted.length, moments: featuresOf(members) };
    });
    return (index) =>
      likeliest(Float64Array.from(models, (model) => logLikelihood(features[index]!, model, everything)));
  });
}

interface Moments {
  readonly mean: number;
  readonly variance: number;
}

interface ClassModel {
  /** 0 of a class without images. */
  readonly prior: number;
  readonly moments: readonly Moments[];
}

function logLikelihood(row: readonly number[], { prior, moments }: ClassModel, everything: readonly Moments[]): number {
  if (prior === 0) return Number.NEGATIVE_INFINITY;
  return moments.reduce((sum, { mean, variance }, f) => {
    // A feature that is the same everywhere says nothing.
    const spread = variance + SMOOTHING * everything[f]!.variance || 1;
    return sum - (Math.log(spread) + (row[f]! - mean) ** 2 / spread) / 2;
  }, Math.log(prior));
}

function featuresOf(rows: readonly (readonly number[])[]): readonly Moments[] {
  return (rows[0] ?? []).map((_, f) => momentsOf(rows.map((row) => row[f]!)));
}

/** How many labels are told right by the most frequent label of the same value, among images of other folds. */
export function toldByValue(values: readonly string[], labels: readonly number[], classes: number): number {
  return toldOutOfSample(labels, (fitted) => {
    const counts = new Map<string, Float64Array>();
    const all = new Float64Array(classes);
    for (const index of fitted) {
      const own = counts.get(values[index]!) ?? new Float64Array(classes);
      counts.set(values[index]!, own);
      own[labels[index]!]!++;
      all[labels[index]!]!++;
    }
    return (index) => likeliest(counts.get(values[index]!) ?? all);
  });
}

/** @param fitOn of the images with these indices: what label another image has */
function toldOutOfSample(
  labels: readonly number[],
  fitOn: (fitted: readonly number[]) => (index: number) => number,
): number {
  if (labels.length < 2) return 0;
  const folds = stratifiedFolds(labels, Math.min(FOLDS, labels.length));
  let hits = 0;
  for (const fold of new Set(folds)) {
    const tell = fitOn([...labels.keys()].filter((index) => folds[index] !== fold));
    for (const [index, label] of labels.entries()) if (folds[index] === fold && tell(index) === label) hits++;
  }
  return hits;
}

function momentsOf(values: readonly number[]): Moments {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
}
