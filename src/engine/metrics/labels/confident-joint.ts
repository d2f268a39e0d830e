/**
 * @file How many images of each label are likely of which class: the confident joint of Northcutt, Jiang & Chuang 2021,
 * Confident Learning (JAIR 70, arXiv 1911.00068), as cleanlab counts it.
 */
import { likeliest, type ProbabilityTable, probabilitiesOf } from './probability-table.ts';

export interface ConfidentJoint {
  /** Of each class, the mean of its probability over images that bear its label; null for a class without images. */
  readonly thresholds: readonly (number | null)[];
  /** [label][class]: images that are confidently of a class; the diagonal is 1 at least. */
  readonly counts: readonly (readonly number[])[];
  /** [label][class]: the same, each row scaled to the images of its label and rounded. */
  readonly calibrated: readonly (readonly number[])[];
}

/** A probability that equals its threshold but for rounding reaches it. */
const SLACK = 1e-6;

/**
 * Does not say which labels are wrong, and is as good as the probabilities are calibrated: they must be out of sample, or
 * those of a judge that never saw the labels.
 */
export function confidentJoint(table: ProbabilityTable): ConfidentJoint {
  const { classes, labels } = table;
  const sizes = zeros(classes);
  for (const label of labels) sizes[label]!++;
  const thresholds = thresholdsOf(table, sizes);
  const counts = Array.from({ length: classes }, () => zeros(classes));
  for (const [i, label] of labels.entries()) {
    const found = confidentClass(probabilitiesOf(table, i), thresholds);
    if (found !== null) counts[label]![found]!++;
  }
  for (let k = 0; k < classes; k++) counts[k]![k] = Math.max(1, counts[k]![k]!);
  return { thresholds, counts, calibrated: counts.map((row, label) => scaled(row, sizes[label]!)) };
}

function thresholdsOf(table: ProbabilityTable, sizes: readonly number[]): readonly (number | null)[] {
  const sums = zeros(table.classes);
  for (const [i, label] of table.labels.entries()) sums[label]! += probabilitiesOf(table, i)[label]!;
  return sums.map((sum, k) => (sizes[k] === 0 ? null : sum / sizes[k]!));
}

/** The class that reaches its threshold; where several do, the likeliest of all classes. */
function confidentClass(row: Float64Array, thresholds: readonly (number | null)[]): number | null {
  const reached = [...row.keys()].filter((k) => {
    const threshold = thresholds[k] ?? null;
    return threshold !== null && row[k]! >= threshold - SLACK;
  });
  return reached.length > 1 ? likeliest(row) : (reached[0] ?? null);
}

/** Whole numbers in these proportions that sum to the total: what is missing goes to the largest remainders. */
function scaled(row: readonly number[], total: number): readonly number[] {
  const sum = row.reduce((all, count) => all + count, 0);
  const exact = row.map((count) => (count / sum) * total);
  const whole = exact.map(Math.floor);
  const missing = total - whole.reduce((all, count) => all + count, 0);
  const byRemainder = [...exact.keys()].sort((a, b) => exact[b]! - whole[b]! - (exact[a]! - whole[a]!) || a - b);
  for (const k of byRemainder.slice(0, missing)) whole[k]!++;
  return whole;
}

function zeros(length: number): number[] {
  return Array.from({ length }, () => 0);
}
