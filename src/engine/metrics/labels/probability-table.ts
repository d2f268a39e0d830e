import { Failure } from '../../../protocol/failure.ts';

/** What a judge or a probe finds likely, beside the labels that images were given. */
export interface ProbabilityTable {
  /** Columns. */
  readonly classes: number;
  /** [images, classes]: each row sums to 1. */
  readonly probabilities: Float64Array;
  /** The class that each image was given: indices. */
  readonly labels: readonly number[];
}

/**
 * @param probabilities of each image its row
 * @throws Failure `numbers-overflowed` when a row holds what is no number
 * @throws RangeError when a row or a label does not fit the classes
 */
export function probabilityTable(
  probabilities: readonly ArrayLike<number>[],
  labels: readonly number[],
  classes: number,
): ProbabilityTable {
  if (probabilities.length !== labels.length) throw new RangeError('Each image needs a label and its probabilities.');
  const table = { classes, probabilities: new Float64Array(labels.length * classes), labels };
  for (const [i, row] of probabilities.entries()) {
    if (row.length !== classes) throw new RangeError(`Image ${i} has ${row.length} probabilities, not ${classes}.`);
    if (!Array.from(row).every(Number.isFinite)) throw overflow(i);
    table.probabilities.set(row, i * classes);
  }
  requireLabels(labels, classes);
  return table;
}

/** @throws RangeError when a label is no index of a class */
export function requireLabels(labels: readonly number[], classes: number): void {
  const stranger = labels.findIndex((label) => !Number.isInteger(label) || label < 0 || label >= classes);
  if (stranger !== -1) throw new RangeError(`Label ${labels[stranger]} of image ${stranger} is none of ${classes}.`);
}

function overflow(index: number): Failure {
  const text = `The probabilities of image ${index + 1} hold what is no number; judge it again in 32 bits.`;
  return new Failure('numbers-overflowed', text);
}

/** Image `index`'s row; not a copy. */
export function probabilitiesOf(
  { classes, probabilities }: Pick<ProbabilityTable, 'classes' | 'probabilities'>,
  index: number,
): Float64Array {
  return probabilities.subarray(index * classes, (index + 1) * classes);
}

/** Shannon's, as a share of that of equal probabilities: from 0 (sure) to 1; 0 of a single class. */
export function entropyOf(row: Float64Array): number {
  if (row.length < 2) return 0;
  let entropy = 0;
  for (let k = 0; k < row.length; k++) if (row[k]! > 0) entropy -= row[k]! * Math.log(row[k]!);
  return Math.min(1, entropy / Math.log(row.length));
}

/** The likeliest class; of equals the first. */
export function likeliest(row: Float64Array): number {
  let best = 0;
  for (let k = 1; k < row.length; k++) if (row[k]! > row[best]!) best = k;
  return best;
}
