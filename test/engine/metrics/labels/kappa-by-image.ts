/** @file Kappas of labels as they are, image by image: each image is a pattern of its own. */
import { cohenFigure, fleissFigure, kappas } from '../../../../src/engine/metrics/labels/kappa-figures.ts';
import type { Estimate } from '../../../../src/protocol/evaluation.ts';

export interface Agreement {
  readonly overall: Estimate;
  /** Of each class against all others. */
  readonly perClass: readonly Estimate[];
}

/** @param first, @param second of each image the class that each of the two gave */
export function cohensKappa(first: readonly number[], second: readonly number[], classes: number): Agreement {
  const pairs = first.map((label, i) => [label, second[i]!] as const);
  return together(pairs.length, [
    cohenFigure(pairs, classes),
    ...Array.from({ length: classes }, (_, k) => {
      const own = pairs.map(([a, b]) => [a === k ? 1 : 0, b === k ? 1 : 0] as const);
      return cohenFigure(own, 2);
    }),
  ]);
}

/** @param counts [images][classes]: how many gave the class; images with fewer than two are left out */
export function fleissKappa(counts: readonly (readonly number[])[], classes: number): Agreement {
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

function total(row: readonly number[]): number {
  return row.reduce((sum, count) => sum + count, 0);
}
