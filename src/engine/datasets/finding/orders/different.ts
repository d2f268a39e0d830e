import { unitPoints } from '../../../metrics/sets/point-set.ts';
import { mostDifferent } from '../../../metrics/sets/review-orders.ts';
import { requireJudging } from '../judging-of.ts';
import { measuring } from '../measuring-progress.ts';
import type { Ranker } from '../ranker.ts';
import { embeddedImages, imagesOf, rankedImages } from '../readable-images.ts';

/** Whoever wants more wants all: beyond these, images hardly differ from those before them. */
const MOST = 1000;

/** Each the farthest from all before it; see `mostDifferent`. */
export const different: Ranker = async function* (images, tools, signal) {
  const { model } = requireJudging(images.set.source);
  const embedded = embeddedImages(images, yield* tools.embed(model, 'images', imagesOf(images), signal));
  const order = yield* measuring('what differs most', mostDifferent(unitPoints(embedded.points), MOST), signal);
  const isCut = order.length < embedded.numbers.length;
  const cut = isCut ? [`Only the ${MOST} that differ most are listed, of ${embedded.numbers.length}.`] : [];
  return rankedImages({ ...embedded, notes: [...embedded.notes, ...cut] }, order, ({ score }, place) => {
    const from = place === 0 ? 'the mean of all' : 'all images before it';
    return `distance ${score.toFixed(3)} from ${from}`;
  });
};
