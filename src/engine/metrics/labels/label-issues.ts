/** @file Which labels are likely wrong: confident learning's *prune by noise rate* (arXiv 1911.00068, section 3.2). */
import { confidentJoint } from './confident-joint.ts';
import { type LabelQuality, labelQualities } from './label-quality.ts';
import { likeliest, type ProbabilityTable, probabilitiesOf } from './probability-table.ts';

export interface LabelIssue extends LabelQuality {
  readonly index: number;
  readonly label: number;
  /** The class that is found likeliest. */
  readonly suggested: number;
}

/**
 * The likeliest first, by self-confidence. Of each label and each other class as many images as the confident joint counts,
 * those with the greatest margin; none whose label is the likeliest class, and never all of a label.
 *
 * A suspicion, to be looked at: images that are hard, or of two classes, are among them, and what the probabilities get
 * wrong throughout is never found.
 * @param table out of sample, as from `outOfSampleProbabilities`, or of a judge that never saw the labels
 */
export function labelIssues(table: ProbabilityTable): readonly LabelIssue[] {
  const qualities = labelQualities(table);
  return [...suspects(table)]
    .map((index) => ({ index, label: table.labels[index]!, suggested: suggestion(table, index), ...qualities[index]! }))
    .filter(({ label, suggested }) => label !== suggested)
    .sort((a, b) => a.selfConfidence - b.selfConfidence || a.index - b.index);
}

function suggestion(table: ProbabilityTable, index: number): number {
  return likeliest(probabilitiesOf(table, index));
}

function suspects(table: ProbabilityTable): ReadonlySet<number> {
  const { calibrated } = confidentJoint(table);
  const found = new Set<number>();
  for (const [label, row] of calibrated.entries()) {
    const members = membersBut(table, label);
    for (const [other, count] of row.entries()) {
      if (other === label || count === 0) continue;
      for (const index of mostlyOf(table, members, { label, other }).slice(0, count)) found.add(index);
    }
  }
  return found;
}

/** The images of a label but the surest of them, which keeps it: none is left without an image. */
function membersBut(table: ProbabilityTable, label: number): readonly number[] {
  const confidence = (index: number) => probabilitiesOf(table, index)[label]!;
  const members = [...table.labels.keys()].filter((i) => table.labels[i] === label);
  return members.sort((a, b) => confidence(b) - confidence(a) || a - b).slice(1);
}

/** By how far the other class is above the label. */
function mostlyOf(
  table: ProbabilityTable,
  members: readonly number[],
  { label, other }: { readonly label: number; readonly other: number },
): readonly number[] {
  const margin = (index: number) => {
    const row = probabilitiesOf(table, index);
    return row[other]! - row[label]!;
  };
  return members.toSorted((a, b) => margin(b) - margin(a) || a - b);
}
