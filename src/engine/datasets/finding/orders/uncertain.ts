import { probabilityTable } from '../../../metrics/labels/probability-table.ts';
import { mostUncertain } from '../../../metrics/sets/review-orders.ts';
import { requireJudging } from '../judging-of.ts';
import type { Ranker } from '../ranker.ts';
import { imagesOf, rankedImages, readableImages } from '../readable-images.ts';
import { likeliestTwo } from './likeliest-two.ts';

/** Most uncertain first; see `mostUncertain`. */
export const uncertain: Ranker = async function* (images, tools, signal) {
  const judging = requireJudging(images.set.source);
  const judged = yield* tools.judgeSet(judging, 'images', imagesOf(images), signal);
  const { classes } = judged;
  const readable = readableImages(images, judged.embedded);
  const rows = readable.known.map(({ embedding }) => judged.probabilitiesOf(embedding));
  // How an image is labelled does not matter to how sure the judge is.
  const labels = rows.map(() => 0);
  const order = mostUncertain(probabilityTable(rows, labels, classes.length));
  const alone = classes.length < 2 ? ['The judge knows one class only, so it is sure of every image.'] : [];
  return rankedImages({ ...readable, notes: [...readable.notes, ...alone] }, order, ({ index, score }) =>
    [`uncertainty ${score.toFixed(2)} of 1`, ...likeliestTwo(rows[index]!, classes)].join(': '),
  );
};
