/** @file The numbers of a data set or of a recipe's images. */
import type { ClassReport, Estimate, SourceReport } from '../../protocol/evaluation.ts';
import { wilson } from '../../protocol/statistics/wilson.ts';
import {
  actualCount,
  type ClassifiedImage,
  type ConfusionMatrix,
  cell,
  countConfusion,
  predictedCount,
} from './confusion-matrix.ts';
import { f1Interval, meanOfShares } from './intervals.ts';

export interface ScoredImage extends ClassifiedImage {
  /** Place of the right class, the likeliest being 1. */
  readonly rank: number;
}

export type SourceScores = Pick<SourceReport, 'confusion' | 'accuracy' | 'balancedAccuracy' | 'top5' | 'perClass'>;

/** @param classes their names; images refer to them by index */
export function scoreSource(classes: readonly string[], images: readonly ScoredImage[]): SourceScores {
  const confusion = countConfusion(classes.length, images);
  const perClass = classes.map((name, index) => scoreClass(name, index, confusion));
  return {
    confusion,
    accuracy: accuracyOf(images),
    balancedAccuracy: meanOfShares(perClass.map(({ recall }) => recall)),
    top5: wilson(images.filter((image) => image.rank <= 5).length, images.length),
    perClass,
  };
}

/** The share of images that were taken for what they are. */
export function accuracyOf(images: readonly ClassifiedImage[]): Estimate {
  return wilson(images.filter((image) => image.actual === image.predicted).length, images.length);
}

function scoreClass(name: string, index: number, confusion: ConfusionMatrix): ClassReport {
  const hits = cell(confusion, index, index);
  const actual = actualCount(confusion, index);
  const predicted = predictedCount(confusion, index);
  return {
    class: name,
    recall: wilson(hits, actual),
    precision: wilson(hits, predicted),
    f1: f1Interval(hits, actual + predicted - hits),
  };
}

/** `confusion(a -> b)`: the share of class a's images that were taken for b. */
export function confusionShare(confusion: ConfusionMatrix, actual: number, predicted: number): Estimate {
  return wilson(cell(confusion, actual, predicted), actualCount(confusion, actual));
}
