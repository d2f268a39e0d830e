/** @file What is typical of a set, and what is not: by the distance to what lies nearest. */

import { unitPoints } from '../../../metrics/sets/point-set.ts';
import { mostTypical, outliers as outliersOf } from '../../../metrics/sets/review-orders.ts';
import { requireJudging } from '../judging-of.ts';
import { measuring } from '../measuring-progress.ts';
import type { Ranker } from '../ranker.ts';
import { embeddedImages, imagesOf, rankedImages } from '../readable-images.ts';

/** Least mean distance to its neighbours first; see `mostTypical`. */
export const typical = byNeighbours('what is typical', mostTypical);

/** The greatest first; see `outliers`. */
export const outliers = byNeighbours('outliers', outliersOf);

function byNeighbours(part: string, orderOf: typeof mostTypical): Ranker {
  return async function* (images, tools, signal) {
    const { model } = requireJudging(images.set.source);
    const embedded = embeddedImages(images, yield* tools.embed(model, 'images', imagesOf(images), signal));
    const order = yield* measuring(part, orderOf(unitPoints(embedded.points)), signal);
    const alone = order === null ? ['One image has no neighbours to be compared with.'] : [];
    const notes = [...embedded.notes, ...(embedded.numbers.length === 1 ? alone : [])];
    return rankedImages({ ...embedded, notes }, order ?? [], ({ score }) => {
      return `mean distance ${score.toFixed(3)} to the images nearest to it`;
    });
  };
}
