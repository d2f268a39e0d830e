/**
 * @file Embeddings of images and of classes in one plane. Images and texts lie in two cones apart (Liang et al. 2022,
 * Mind the Gap), so each is centred by itself, and texts are made as long as images are on average. Pure.
 */
import { setImmediate } from 'node:timers/promises';
import { UMAP } from 'umap-js';
import { unit } from '../arithmetic/directions.ts';
import { nearestPoints } from '../metrics/nearest-points.ts';
import { Covariance, principalAxes, project } from '../metrics/principal-axes.ts';
import { MersenneTwister } from '../random/mersenne-twister.ts';
import { throwIfCancelled } from '../runtime/sessions/cancellation.ts';

export type PlanePoint = readonly [number, number];

export interface Plane {
  /** Those of the images, then those of the classes. */
  readonly points: readonly PlanePoint[];
  /** Share of the images' spread that is seen. */
  readonly explained?: number;
}

export interface PlaneProgress {
  readonly done: number;
  readonly total: number;
}

/** More say no more about where the axes lie. */
const MOST_MEASURED = 5000;
/** Points between which messages are let in. */
const TURN = 256;

/** @throws Failure `cancelled` */
export async function* principalPlane(
  images: readonly Float32Array[],
  classes: readonly Float32Array[],
  signal: AbortSignal,
): AsyncGenerator<PlaneProgress, Plane> {
  const { points, measured } = centred(images, classes);
  const { axes, shares } = yield* axesOf(measured, { count: 2 }, signal);
  return {
    points: points.map((point) => planePoint(project(point, axes))),
    explained: shares.reduce((sum, share) => sum + share, 0),
  };
}

/** Before UMAP looks for neighbours: fewer coordinates, with nearly all of the spread. */
const COORDINATES = 32;
const NEIGHBOURS = 15;
/** Fewer than umap-js takes by itself: what comes after is hardly seen. */
const epochsOf = (points: number) => (points <= 2500 ? 300 : 200);
const SEED = 2018;

/**
 * Needs four points at least; compares each with each, so thousands are many.
 * @throws Failure `cancelled`
 */
export async function* neighbourPlane(
  images: readonly Float32Array[],
  classes: readonly Float32Array[],
  signal: AbortSignal,
): AsyncGenerator<PlaneProgress, Plane> {
  const { points, measured } = centred(images, classes);
  const { axes } = yield* axesOf(measured, { count: COORDINATES, rounds: 10 }, signal);
  const rows = points.map((point) => Float64Array.from(project(point, axes)));
  const count = Math.min(NEIGHBOURS, rows.length - 1);
  const total = epochsOf(rows.length);
  const nearest = [];
  for (const [i] of rows.entries()) {
    if (i % TURN === 0) yield* turn({ done: 0, total }, signal);
    nearest.push(nearestPoints(rows, i, count));
  }
  const random = new MersenneTwister(SEED);
  const umap = new UMAP({ nNeighbors: count, nEpochs: total, random: () => random.uniform53() });
  umap.setPrecomputedKNN(
    nearest.map(({ indices }) => indices),
    nearest.map(({ distances }) => distances),
  );
  umap.initializeFit(rows.map((row) => [...row]));
  for (let done = 0; done < total; done++) {
    yield* turn({ done, total }, signal);
    umap.step();
  }
  return { points: umap.getEmbedding().map(planePoint) };
}

async function* turn(progress: PlaneProgress, signal: AbortSignal): AsyncGenerator<PlaneProgress, void> {
  throwIfCancelled(signal);
  yield progress;
  await setImmediate();
}

function planePoint(coordinates: readonly number[]): PlanePoint {
  return [coordinates[0] ?? 0, coordinates[1] ?? 0];
}

async function* axesOf(
  points: readonly Float32Array[],
  { count, rounds }: { readonly count: number; readonly rounds?: number },
  signal: AbortSignal,
) {
  const covariance = new Covariance(points[0]?.length ?? 0);
  const step = Math.max(1, Math.ceil(points.length / MOST_MEASURED));
  const measured = points.filter((_, i) => i % step === 0);
  for (let from = 0; from < measured.length; from += TURN) {
    yield* turn({ done: from, total: measured.length }, signal);
    covariance.add(measured.slice(from, from + TURN));
  }
  return principalAxes(covariance, count, rounds);
}

/** Without images the classes are what is measured. */
function centred(images: readonly Float32Array[], classes: readonly Float32Array[]) {
  const pictures = aroundMean(images.map(unit));
  const texts = aroundMean(classes.map(unit));
  const factor = pictures.length > 0 && texts.length > 0 ? meanLength(pictures) / (meanLength(texts) || 1) : 1;
  const scaled = texts.map((text) => text.map((value) => value * factor));
  return { points: [...pictures, ...scaled], measured: pictures.length > 0 ? pictures : scaled };
}

function aroundMean(vectors: readonly Float32Array[]): readonly Float32Array[] {
  const mean = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (let i = 0; i < mean.length; i++) mean[i]! += vector[i]! / vectors.length;
  return vectors.map((vector) => vector.map((value, i) => value - mean[i]!));
}

/** Root of the mean square. */
function meanLength(vectors: readonly Float32Array[]): number {
  const squares = vectors.reduce((sum, vector) => sum + vector.reduce((all, value) => all + value * value, 0), 0);
  return Math.sqrt(squares / vectors.length);
}
