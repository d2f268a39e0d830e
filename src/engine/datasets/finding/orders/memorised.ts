import { counted } from '../../../../protocol/texts/figures.ts';
import { type MemorisationSuspect, memorisationSuspects } from '../../../metrics/sets/memorisation.ts';
import { pointsAt } from '../../../metrics/sets/point-set.ts';
import { cosineOf } from '../cosine-of.ts';
import { requireJudging } from '../judging-of.ts';
import { measuring } from '../measuring-progress.ts';
import type { Ranker } from '../ranker.ts';
import { embeddedImages, imagesOf, rankedImages } from '../readable-images.ts';
import { realPictures } from '../real-images.ts';

/** Nearest to one real image first, as against the others around it; see `memorisationSuspects`. */
export const memorised: Ranker = async function* (images, tools, signal) {
  const { source } = images.set;
  const { model } = requireJudging(source);
  const { data = [] } = source;
  const real = yield* realPictures(data, model, tools, signal);
  const embedded = embeddedImages(images, yield* tools.embed(model, 'images', imagesOf(images), signal));
  const files = new Set(real.pictures.map(({ file }) => file));
  // A real image of the set is no copy of itself.
  const drawn = [...embedded.numbers.keys()].filter((index) => !files.has(images.set.file(embedded.numbers[index]!)));
  const points = pointsAt(embedded.points, drawn);
  const suspects = yield* measuring('nearest real images', memorisationSuspects(real.points, points), signal);
  const numbers = drawn.map((index) => embedded.numbers[index]!);
  const order = (suspects ?? []).map((suspect) => ({ index: suspect.drawn, score: suspect.calibrated }));
  const notes = [...embedded.notes, ...real.notes, ...wanting(suspects, real.pictures.length)];
  return rankedImages({ numbers, notes }, order, (_, place) => {
    const { drawn: at, real: nearest, calibrated } = suspects![place]!; // As long as the order.
    const { class: label, data: name } = real.pictures[nearest]!;
    const like = cosineOf(points, at, real.points, nearest);
    const whose = [label, `of ${name}`].filter((text) => text !== '').join(' ');
    return `cosine ${like.toFixed(3)} with a real image, ${whose}; ${calibrated.toFixed(2)} of what is usual around it`;
  });
};

function wanting(suspects: readonly MemorisationSuspect[] | null, count: number): readonly string[] {
  if (suspects !== null) return [];
  return [`It needs two real images; the file has ${counted(count, 'real image')}: declare \`data\`.`];
}
