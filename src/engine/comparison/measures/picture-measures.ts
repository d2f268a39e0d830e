/** @file Whether drawn images became better: what their judge says of each pair that it knows both images of. */
import type { MeasureName, PicturePair, PictureScore, PictureSet } from '../../../protocol/comparison.ts';
import { measuresOf, type Observed } from './measures-of.ts';

type Reading = (score: PictureScore) => number | null;

/** What is read of each image's score; more is better in all of them. */
const readings: { readonly [name in Extract<MeasureName, 'fidelity' | 'score' | 'margin'>]: Reading } = {
  fidelity: ({ agrees }) => (agrees === null ? null : Number(agrees)),
  score: ({ score }) => score,
  margin: ({ margin, predicted }) => (predicted === undefined ? null : margin),
};

/** Over all pairs, then row by row where there are several. */
export function pictureMeasures({ recipe, pairs }: PictureSet) {
  const rows = [...new Set(pairs.map(({ row }) => row))];
  return Object.entries(readings).flatMap(([metric, read]) => {
    const of = (name: string | undefined): Observed => ({
      metric: metric as MeasureName, // A key of the table.
      source: recipe,
      ...(name !== undefined && { class: name }),
      groups: [pairs.filter(({ row }) => name === undefined || row === name).flatMap((pair) => valuesOf(pair, read))],
    });
    const byRow = metric === 'margin' || rows.length < 2 ? [] : rows.map(of);
    return [...measuresOf([of(undefined)]), ...measuresOf(byRow)];
  });
}

function valuesOf({ before, after }: PicturePair, read: Reading): readonly (readonly [number, number])[] {
  const was = before?.score && read(before.score);
  const is = after?.score && read(after.score);
  return was === undefined || was === null || is === undefined || is === null ? [] : [[was, is]];
}
