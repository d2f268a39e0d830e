/** @file How well an image's label fits what is found likely: cleanlab's label quality scores, from 0 (worst) to 1. */
import { entropyOf, type ProbabilityTable, probabilitiesOf } from './probability-table.ts';

export interface LabelQuality {
  /** The label's probability. */
  readonly selfConfidence: number;
  /** (label's probability − that of the likeliest other + 1) / 2: below 0.5 another is likelier. */
  readonly normalisedMargin: number;
  /** ln(1 + c) / c, c = entropy / self-confidence: low where all is uncertain and the label unlikely. */
  readonly confidenceWeightedEntropy: number;
}

/** Does not say that a label is wrong: a hard image of a right label scores low as well. */
export function labelQualities(table: ProbabilityTable): readonly LabelQuality[] {
  return table.labels.map((label, i) => qualityOf(probabilitiesOf(table, i), label));
}

/** Smaller, a probability would make its reciprocal infinite. */
const LEAST = 1e-100;

function qualityOf(row: Float64Array, label: number): LabelQuality {
  const selfConfidence = row[label]!;
  let other = 0;
  for (let k = 0; k < row.length; k++) if (k !== label && row[k]! > other) other = row[k]!;
  const weighted = entropyOf(row) / Math.max(selfConfidence, LEAST);
  return {
    selfConfidence,
    normalisedMargin: (selfConfidence - other + 1) / 2,
    confidenceWeightedEntropy: weighted === 0 ? 1 : Math.log1p(weighted) / weighted,
  };
}
