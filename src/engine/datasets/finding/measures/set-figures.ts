/** @file Numbers of a whole set: by itself, and against real images. */
import type { Estimate, EvaluateProgress } from '../../../../protocol/evaluation.ts';
import type { ClassMeasures, MeasureName, SetFigure } from '../../../../protocol/set-measures.ts';
import { wilson } from '../../../../protocol/statistics/wilson.ts';
import { meanEstimate } from '../../../metrics/mean-estimate.ts';
import { authenticity } from '../../../metrics/sets/authenticity.ts';
import { cmmd } from '../../../metrics/sets/cmmd.ts';
import { kid } from '../../../metrics/sets/kid.ts';
import type { PointSet } from '../../../metrics/sets/point-set.ts';
import { precisionRecall } from '../../../metrics/sets/precision-recall.ts';
import { vendi, vendiByClass } from '../../../metrics/sets/vendi.ts';
import { measuring } from '../measuring-progress.ts';
import type { MeasuredImage } from './measured-images.ts';

type Told<Result> = AsyncGenerator<EvaluateProgress, Result>;

/** Of what has no interval in the literature. */
function bare(measure: MeasureName, value: number | null, n: number): SetFigure {
  return { measure, value, n, low: null, high: null };
}

function estimated(measure: MeasureName, { value, n, low, high }: Estimate): SetFigure {
  return { measure, value, n, low, high };
}

/** What a judge says of the images, one by one. */
export function judgedFigures(images: readonly MeasuredImage[]): readonly SetFigure[] {
  return [
    estimated('score', meanEstimate(images.flatMap(({ score }) => score ?? []))),
    estimated('margin', meanEstimate(images.flatMap(({ margin }) => margin ?? []))),
    estimated('predicted', predictedShare(images)),
  ];
}

function predictedShare(images: readonly MeasuredImage[]): Estimate {
  const judged = images.filter((image) => image.class !== undefined && image.predicted !== undefined);
  return wilson(judged.filter((image) => image.class === image.predicted).length, judged.length);
}

/** @throws Failure `cancelled` */
export async function* vendiFigure(points: PointSet, signal: AbortSignal): Told<SetFigure> {
  return bare('vendi', yield* measuring('variety', vendi(points), signal), points.count);
}

/** Against real images; nothing where there are none. @throws Failure `cancelled` */
export async function* realFigures(real: PointSet, drawn: PointSet, signal: AbortSignal): Told<readonly SetFigure[]> {
  const n = drawn.count;
  const balls = yield* measuring('precision and recall', precisionRecall(real, drawn), signal);
  const distance = yield* measuring('CMMD', cmmd(real, drawn), signal);
  const kernel = yield* measuring('KID', kid(real, drawn), signal);
  const authentic = yield* measuring('authenticity', authenticity(real, drawn), signal);
  return [
    balls ? estimated('precision', balls.precision) : bare('precision', null, n),
    balls ? estimated('recall', balls.recall) : bare('recall', null, real.count),
    balls ? estimated('density', balls.density) : bare('density', null, n),
    balls ? estimated('coverage', balls.coverage) : bare('coverage', null, real.count),
    bare('cmmd', distance, n),
    bare('kid', kernel?.value ?? null, n),
    authentic ? estimated('authenticity', authentic.share) : bare('authenticity', null, n),
  ];
}

/** In the order given. @throws Failure `cancelled` */
export async function* classMeasures(
  images: readonly MeasuredImage[],
  points: PointSet,
  classes: readonly string[],
  signal: AbortSignal,
): Told<readonly ClassMeasures[]> {
  const labels = images.map((image) => (image.class === undefined ? -1 : classes.indexOf(image.class)));
  const scores = yield* measuring('variety of classes', vendiByClass(points, labels, classes.length), signal);
  return classes.map((name, k) => {
    const own = images.filter((_, index) => labels[index] === k);
    return {
      class: name,
      images: own.length,
      score: meanEstimate(own.flatMap(({ score }) => score ?? [])),
      margin: meanEstimate(own.flatMap(({ margin }) => margin ?? [])),
      predicted: predictedShare(own),
      vendi: scores[k] ?? null,
    };
  });
}
