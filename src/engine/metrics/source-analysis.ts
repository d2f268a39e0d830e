import type { JudgedImage, SourceAnalysis } from '../../protocol/evaluation.ts';
import { wilson } from '../../protocol/statistics/wilson.ts';
import { calibrationOf } from './calibration.ts';
import { confusedPairs } from './confused-pairs.ts';
import { countConfusion } from './confusion-matrix.ts';
import type { LogitTable } from './logit-table.ts';
import { marginHistogram, signedMargin } from './margins.ts';

const MOST_PLACES = 10;

/**
 * What can be seen of a source's images beside the matrix.
 * @param table a row for each image
 * @param weights one unit vector a class
 */
export function analyseSource(
  images: readonly JudgedImage[],
  table: LogitTable,
  weights: readonly Float32Array[],
): SourceAnalysis {
  const places = Array.from({ length: Math.min(MOST_PLACES, weights.length) }, (_, i) => i + 1);
  return {
    topK: places.map((k) => wilson(images.filter(({ rank }) => rank <= k).length, images.length)),
    calibration: calibrationOf(table),
    margins: marginHistogram(images.map(signedMargin)),
    confusedPairs: confusedPairs(countConfusion(weights.length, images), weights),
  };
}
