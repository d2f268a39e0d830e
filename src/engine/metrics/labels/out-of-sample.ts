/**
 * @file What a probe on embeddings finds likely of images that it was not fitted on: ridge regression on the classes'
 * indicators (Hoerl & Kennard 1970) in closed form, fold by fold, turned into probabilities by a softmax of one fitted
 * temperature (Guo et al. 2017).
 */
import { cholesky, solveCholesky } from '../../arithmetic/cholesky.ts';
import type { MeasureProgress, Measuring } from '../sets/in-turns.ts';
import { type PointSet, rowOf, unitPoints } from '../sets/point-set.ts';
import { fitTemperature } from '../temperature.ts';
import { type ProbabilityTable, requireLabels } from './probability-table.ts';
import { stratifiedFolds } from './stratified-folds.ts';

export interface ProbeOptions {
  readonly folds?: number;
  readonly seed?: number;
  /** Penalties to choose from, as shares of the mean square of an embedding's number, times the images. */
  readonly penalties?: readonly number[];
}

export interface ProbedTable extends ProbabilityTable {
  /** The penalty with the least squared error out of sample. */
  readonly penalty: number;
  readonly temperature: number;
  /** Share of images whose likeliest class is their label. */
  readonly accuracy: number;
}

const FOLDS = 5;
const PENALTIES = [1e-3, 1e-2, 1e-1, 1];

/**
 * Probabilities of each image from a probe that did not see it. Penalty and temperature, two numbers for all images, are
 * chosen on these same predictions.
 *
 * A class of one image is unknown to the probe that judges it. What the embedding does not tell, the probe does not know.
 * @param points [n, d], of any length
 * @returns null with fewer than two classes or two images
 */
export function* outOfSampleProbabilities(
  points: PointSet,
  labels: readonly number[],
  classes: number,
  { folds = FOLDS, seed, penalties = PENALTIES }: ProbeOptions = {},
): Measuring<ProbedTable | null> {
  requireLabels(labels, classes);
  if (points.count !== labels.length) throw new RangeError('Each image needs a label and an embedding.');
  if (labels.length < 2 || classes < 2 || points.dimensions === 0) return null;
  const count = Math.max(2, Math.min(Math.floor(folds), labels.length));
  const total = count * (1 + penalties.length);
  const parts = yield* partsOf(
    unitPoints(points),
    { labels, classes, folds: stratifiedFolds(labels, count, seed) },
    total,
  );
  let best: { readonly penalty: number; readonly scores: Float32Array; readonly error: number } | undefined;
  for (const [round, penalty] of penalties.entries()) {
    const scores = yield* scoresWith(parts, penalty, { done: count * (1 + round), total });
    const error = squaredError(scores, labels, classes);
    if (best === undefined || error < best.error) best = { penalty, scores, error };
  }
  return best ? tableOf(best.scores, best.penalty, labels, classes) : null;
}

interface Labelled {
  readonly labels: readonly number[];
  readonly classes: number;
  /** Of each image. */
  readonly folds: readonly number[];
}

/** Sums of products, so that those of all but one fold are a difference. The last coordinate is 1 throughout. */
interface Part {
  /** XᵀX, [width, width]. */
  readonly products: Float64Array;
  /** XᵀY, a column for each class. */
  readonly targets: readonly Float64Array[];
  readonly members: readonly number[];
}

interface Parts extends Labelled {
  readonly points: PointSet;
  readonly width: number;
  readonly each: readonly Part[];
  readonly whole: Part;
}

function* partsOf(points: PointSet, labelled: Labelled, total: number): Measuring<Parts> {
  const count = Math.max(...labelled.folds) + 1;
  const each: Part[] = [];
  for (let fold = 0; fold < count; fold++) {
    const members = [...labelled.folds.keys()].filter((i) => labelled.folds[i] === fold);
    each.push(yield* partOf(points, labelled, members, { done: fold + 1, total }));
  }
  const whole = {
    products: sumOf(each.map(({ products }) => products)),
    targets: each[0]!.targets.map((_, k) => sumOf(each.map(({ targets }) => targets[k]!))),
    members: [],
  };
  return { ...labelled, points, width: points.dimensions + 1, each, whole };
}

/** Images between two reports. */
const TURN = 128;

function* partOf(
  points: PointSet,
  { labels, classes }: Labelled,
  members: readonly number[],
  progress: MeasureProgress,
): Measuring<Part> {
  const width = points.dimensions + 1;
  const products = new Float64Array(width * width);
  const targets = Array.from({ length: classes }, () => new Float64Array(width));
  const x = new Float64Array(width).fill(1);
  for (const [place, member] of members.entries()) {
    if (place % TURN === 0) yield progress;
    x.set(rowOf(points, member));
    addProducts(products, x);
    const target = targets[labels[member]!]!;
    for (let i = 0; i < width; i++) target[i]! += x[i]!;
  }
  return { products, targets, members };
}

/** The lower half; `cholesky` reads no other. */
function addProducts(products: Float64Array, x: Float64Array): void {
  for (let i = 0; i < x.length; i++) {
    const value = x[i]!;
    const row = i * x.length;
    for (let j = 0; j <= i; j++) products[row + j]! += value * x[j]!;
  }
}

function sumOf(arrays: readonly Float64Array[]): Float64Array {
  return arrays[0]!.map((_, at) => arrays.reduce((sum, array) => sum + array[at]!, 0));
}

/** Of each image by the probe fitted without its fold: [images, classes]. */
function* scoresWith(
  parts: Parts,
  penalty: number,
  { done, total }: { readonly done: number; readonly total: number },
): Measuring<Float32Array> {
  const scores = new Float32Array(parts.labels.length * parts.classes);
  for (const [fold, part] of parts.each.entries()) {
    const weights = fitWithout(parts, part, penalty);
    for (const member of part.members) {
      const row = rowOf(parts.points, member);
      for (const [k, weight] of weights.entries()) scores[member * parts.classes + k] = score(row, weight);
    }
    yield { done: done + fold + 1, total };
  }
  return scores;
}

/** The constant is not penalised, but for what keeps it soluble. */
function fitWithout({ whole, width, points, labels }: Parts, part: Part, penalty: number): readonly Float64Array[] {
  const products = whole.products.map((sum, at) => sum - part.products[at]!);
  const n = labels.length - part.members.length;
  const ridge = (penalty * n) / points.dimensions + 1e-9;
  for (let i = 0; i < width; i++) products[i * width + i]! += i < width - 1 ? ridge : 1e-9;
  const lower = cholesky(products, width);
  return whole.targets.map((target, k) => {
    const right = target.map((sum, at) => sum - part.targets[k]![at]!);
    return lower ? solveCholesky(lower, right) : new Float64Array(width);
  });
}

function score(row: Float32Array, weight: Float64Array): number {
  let sum = weight[row.length]!;
  for (let i = 0; i < row.length; i++) sum += row[i]! * weight[i]!;
  return sum;
}

function squaredError(scores: Float32Array, labels: readonly number[], classes: number): number {
  let sum = 0;
  for (const [i, label] of labels.entries()) {
    for (let k = 0; k < classes; k++) sum += (scores[i * classes + k]! - (k === label ? 1 : 0)) ** 2;
  }
  return sum;
}

function tableOf(scores: Float32Array, penalty: number, labels: readonly number[], classes: number): ProbedTable {
  const temperature = fitTemperature({ classes, logits: scores, actual: labels }) ?? 1;
  const probabilities = new Float64Array(scores.length);
  let hits = 0;
  for (const [i, label] of labels.entries()) {
    const row = scores.subarray(i * classes, (i + 1) * classes);
    const greatest = row.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    const shares = Float64Array.from(row, (value) => Math.exp((value - greatest) / temperature));
    const sum = shares.reduce((all, share) => all + share, 0);
    probabilities.set(
      shares.map((share) => share / sum),
      i * classes,
    );
    if (row.indexOf(greatest) === label) hits++;
  }
  return { classes, probabilities, labels, penalty, temperature, accuracy: hits / labels.length };
}
