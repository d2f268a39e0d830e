/**
 * @file How far people agree beyond chance: Cohen's kappa of two (J. Cohen 1960, Educational and Psychological Measurement
 * 20, 37–46), Fleiss' of many (J. L. Fleiss 1971, Psychological Bulletin 76, 378–382). κ = (observed − expected) / (1 −
 * expected): from −1 to 1, 0 is chance; no share. It does not say who is right, and is low in spite of much agreement where
 * one class is by far the most frequent.
 *
 * Of images that stand for as many as each was drawn, as the bootstrap draws them. Images that were decided
 * alike share a pattern and are reckoned once, so that many figures of many images take little more than one.
 */
import type { Estimate } from '../../../protocol/evaluation.ts';
import { bootstrapEndsOfMany } from '../resampling.ts';

export interface KappaFigure {
  /** [patterns]: whether the figure is over images of the pattern. */
  readonly isOver: readonly boolean[];
  /** Null where chance explains everything. @param times [patterns]: how many images have the pattern */
  readonly of: (times: ArrayLike<number>) => number | null;
}

/** Fleiss' κ. @param rows [patterns][classes]: how many gave the class; fewer than two in all are left out */
export function fleissFigure(rows: readonly (readonly number[])[]): KappaFigure {
  const isOver = rows.map((row) => total(row) >= 2);
  const shares = rows.map((row) => shareOfPairs(row));
  return {
    isOver,
    of: (times) => {
      const ofClass = new Float64Array(rows[0]?.length ?? 0);
      let [agreed, images] = [0, 0];
      for (const [index, row] of rows.entries()) {
        const count = isOver[index]! ? times[index]! : 0;
        if (count === 0) continue;
        for (let k = 0; k < row.length; k++) ofClass[k]! += count * row[k]!;
        agreed += count * shares[index]!;
        images += count;
      }
      const all = ofClass.reduce((sum, count) => sum + count, 0);
      const expected = ofClass.reduce((sum, count) => sum + (count / all) ** 2, 0);
      return images === 0 ? null : beyondChance(agreed / images, expected);
    },
  };
}

/** Cohen's κ. @param pairs [patterns]: the classes that the two gave; null where one of them gave none */
export function cohenFigure(pairs: readonly (readonly [number, number] | null)[], classes: number): KappaFigure {
  return {
    isOver: pairs.map((pair) => pair !== null),
    of: (times) => {
      const [ofFirst, ofSecond] = [new Float64Array(classes), new Float64Array(classes)];
      let [agreed, images] = [0, 0];
      for (const [index, pair] of pairs.entries()) {
        const count = pair === null ? 0 : times[index]!;
        if (pair === null || count === 0) continue;
        ofFirst[pair[0]]! += count;
        ofSecond[pair[1]]! += count;
        if (pair[0] === pair[1]) agreed += count;
        images += count;
      }
      const expected = ofFirst.reduce((sum, count, k) => sum + (count / images) * (ofSecond[k]! / images), 0);
      return images === 0 ? null : beyondChance(agreed / images, expected);
    },
  };
}

/**
 * Each with its interval, by the bootstrap over images. In a resample of a single class κ has no value; it is taken to be
 * what it is of all.
 * @param patternOf [images]
 */
export function kappas(patternOf: ArrayLike<number>, figures: readonly KappaFigure[]): readonly Estimate[] {
  const times = new Float64Array(figures[0]?.isOver.length ?? 0);
  for (let i = 0; i < patternOf.length; i++) times[patternOf[i]!]!++;
  const found = figures.map((figure) => ({ figure, n: imagesOf(figure, times), value: figure.of(times) }));
  const known = found.filter((each) => each.value !== null);
  const ends = known.length === 0 ? [] : bootstrapEndsOfMany(patternOf.length, known.length, resampled);
  const endsOf = new Map(known.map(({ figure }, index) => [figure, ends[index]]));
  return found.map(({ figure, n, value }) => {
    const { low = null, high = null } = endsOf.get(figure) ?? {};
    return { value, n, low, high, method: 'bootstrap' };
  });

  function resampled(sample: Uint32Array): readonly number[] {
    times.fill(0);
    for (let s = 0; s < sample.length; s++) times[patternOf[sample[s]!]!]!++;
    return known.map(({ figure, value }) => figure.of(times) ?? value ?? 0);
  }
}

function imagesOf({ isOver }: KappaFigure, times: ArrayLike<number>): number {
  return isOver.reduce((sum, isIn, index) => sum + (isIn ? times[index]! : 0), 0);
}

function shareOfPairs(row: readonly number[]): number {
  const people = total(row);
  return row.reduce((sum, count) => sum + count * (count - 1), 0) / (people * (people - 1));
}

/** Null where chance explains everything; the sums' last digits do not count. */
function beyondChance(observed: number, expected: number): number | null {
  return 1 - expected < 1e-12 ? null : (observed - expected) / (1 - expected);
}

function total(row: readonly number[]): number {
  return row.reduce((sum, count) => sum + count, 0);
}
