/** @file Images that are there and classes in a plane: what lies together is alike to the judge. */
import type { EvaluationPlan } from '../../../language/plan/plan.ts';
import type { EmbeddingMap, EvaluateProgress, MapMethod } from '../../../protocol/evaluation.ts';
import { counted } from '../../../protocol/texts/figures.ts';
import { stratifiedSample } from '../../metrics/stratified-sample.ts';
import { neighbourPlane, type Plane, type PlaneProgress, principalPlane } from '../../pipelines/embedding-plane.ts';
import type { Workshop } from '../workshop.ts';
import { classWeights } from './class-weights.ts';
import { embedImages } from './embed-images.ts';
import { imagesThere, type SourceImages } from './evaluation-images.ts';
import { countEmbedded, fileCount, JudgingCount, tellTexts } from './judging-count.ts';
import { judgingRun, type OpenJudge } from './judging-run.ts';

/** That UMAP looks at; each is compared with each. */
const MOST_NEIGHBOURS = 5000;
/** Of fewer points there are no neighbours to speak of. */
const LEAST_NEIGHBOURS = 4;

/**
 * Draws nothing: of recipes it takes what is drawn. Images are in the order of the evaluation's report.
 * @throws Failure of models, data and store, `prompt-too-long`, `cancelled`
 */
export async function* embeddingMap(
  workshop: Workshop,
  evaluation: EvaluationPlan,
  method: MapMethod,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, EmbeddingMap> {
  const sources = await imagesThere(workshop, evaluation);
  const { result } = yield* judgingRun(workshop, evaluation.model, signal, async function* (open) {
    const embedded = yield* embedAll(open, evaluation, sources, signal);
    return yield* mapOf(embedded, method, signal);
  });
  return result;
}

/** An image of a source: an index of the embedded images' sources. */
interface MappedImage {
  readonly source: number;
  /** Source and class: of each a sample has its share. */
  readonly stratum: number;
  readonly embedding: Float32Array;
}

interface Mapped {
  readonly sources: number;
  readonly images: readonly MappedImage[];
  readonly weights: readonly Float32Array[];
}

async function* embedAll(
  open: OpenJudge,
  { classes }: EvaluationPlan,
  sources: readonly SourceImages[],
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, Mapped> {
  const { judge, cache } = open;
  const count = new JudgingCount(sources.reduce((sum, { images }) => sum + fileCount(images), 0));
  const weights = yield* tellTexts(classWeights(judge, cache, classes, signal), count.total);
  const images: MappedImage[] = [];
  for (const [source, { name, images: own }] of sources.entries()) {
    const embedded = yield* countEmbedded(embedImages(open, own, signal), name, count);
    for (const { file, actual } of own) {
      const found = embedded.get(file);
      const stratum = source * classes.length + actual;
      if (found && 'embedding' in found) images.push({ source, stratum, embedding: found.embedding });
    }
  }
  return { sources: sources.length, images, weights };
}

const gapNote =
  'Images and class prompts are centred each by themselves, for a judge keeps them apart: a class lies among the images that are most like it in direction, not in distance.';

async function* mapOf(
  { sources, images, weights }: Mapped,
  asked: MapMethod,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, EmbeddingMap> {
  const method = images.length + weights.length < LEAST_NEIGHBOURS ? 'pca' : asked;
  const shown = sampleFor(method, images, weights.length);
  const embeddings = shown.flatMap((index) => images[index]?.embedding ?? []);
  const drawn = yield* told(planes[method](embeddings, weights, signal));
  const places = new Map(shown.map((index, i) => [index, drawn.points[i]!])); // A point each.
  const points = images.map(({ source }, index) => ({ source, point: places.get(index) ?? null }));
  return {
    method,
    sources: Array.from({ length: sources }, (_, source) =>
      points.filter((one) => one.source === source).map(({ point }) => point),
    ),
    classes: drawn.points.slice(shown.length),
    ...(drawn.explained !== undefined && { explained: drawn.explained }),
    notes: [
      ...(method === asked ? [] : ['There are too few images for UMAP, so this is PCA.']),
      ...(shown.length === images.length ? [] : [leftOut(shown.length, images.length)]),
      gapNote,
    ],
  };
}

const planes: { readonly [M in MapMethod]: typeof principalPlane } = { pca: principalPlane, umap: neighbourPlane };

/** Indices. */
function sampleFor(method: MapMethod, images: readonly MappedImage[], classes: number): readonly number[] {
  if (method === 'pca') return [...images.keys()];
  const strata = images.map(({ stratum }) => stratum);
  return stratifiedSample(strata, Math.max(0, MOST_NEIGHBOURS - classes));
}

function leftOut(shown: number, of: number): string {
  return `UMAP compares each image with each, so ${counted(shown, 'image')} of ${of} are shown: of every class its share, the same each time.`;
}

async function* told(work: AsyncGenerator<PlaneProgress, Plane>): AsyncGenerator<EvaluateProgress, Plane> {
  for (;;) {
    const next = await work.next();
    if (next.done) return next.value;
    yield { stage: 'judging', source: 'the map', ...next.value };
  }
}
