/**
 * @file How far people agree beyond chance: Cohen's kappa of two (J. Cohen 1960, Educational and Psychological Measurement
 * 20, 37–46), Fleiss' of many (J. L. Fleiss 1971, Psychological Bulletin 76, 378–382). κ = (observed − expected) / (1 −
 * expected); intervals by the bootstrap over images.
 */
import type { Estimate } from '../../../protocol/evaluation.ts';
import { cohenFigure, fleissFigure, kappas, total } from './kappa-figures.ts';
import { requireLabels } from './probability-table.ts';

export interface Agreement {
  /** From −1 to 1: 0 is chance. No share. Null where all is one class, so that chance explains everything. */
  readonly overall: Estimate;
  /** Of each class against all others. */
  readonly perClass: readonly Estimate[];
}

/**
 * Of images that both decided.
 *
 * Does not say who is right: both may be wrong together. Where one class is by far the most frequent, κ is low in spite of
 * much agreement: read it with the counts.
 * @param first, @param second of each image the class that each of the two gave
 * @throws RangeError when they are not of the same images
 */
export function cohensKappa(first: readonly number[], second: readonly number[], classes: number): Agreement {
  if (first.length !== second.length) throw new RangeError('Both must have decided the same images.');
  requireLabels([...first, ...second], classes);
  const pairs = first.map((label, i) => [label, second[i]!] as const);
  return together(pairs.length, [
    cohenFigure(pairs, classes),
    ...Array.from({ length: classes }, (_, k) => {
      const own = pairs.map(([a, b]) => [a === k ? 1 : 0, b === k ? 1 : 0] as const);
      return cohenFigure(own, 2);
    }),
  ]);
}

/**
 * Of images that two or more decided, not necessarily the same people, nor equally many: an image's agreement is the share
 * of pairs of people that agree. Images with fewer decisions are left out.
 *
 * Does not say who is right, nor who differs from the others.
 * @param counts [images][classes]: how many gave the class
 */
export function fleissKappa(counts: readonly (readonly number[])[], classes: number): Agreement {
  for (const row of counts) requireCounts(row, classes);
  const rated = counts.filter((row) => total(row) >= 2);
  return together(rated.length, [
    fleissFigure(rated),
    ...Array.from({ length: classes }, (_, k) => fleissFigure(rated.map((row) => [row[k]!, total(row) - row[k]!]))),
  ]);
}

function together(images: number, figures: Parameters<typeof kappas>[1]): Agreement {
  const [overall, ...perClass] = kappas(
    Uint32Array.from({ length: images }, (_, i) => i),
    figures,
  );
  return { overall: overall!, perClass }; // One for each figure.
}

function requireCounts(row: readonly number[], classes: number): void {
  const isFitting = row.length === classes && row.every((count) => Number.isInteger(count) && count >= 0);
  if (!isFitting) throw new RangeError(`[${row}] is no count of decisions for ${classes} classes.`);
}
