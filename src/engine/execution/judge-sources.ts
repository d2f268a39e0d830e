/** @file The images of all sources, judged by one model. */
import type { EvaluationPlan } from '../../language/plan/plan.ts';
import type { EvaluateProgress, SourceReport } from '../../protocol/engine.ts';
import type { Judge } from '../models/judge.ts';
import { classify } from '../pipelines/zero-shot.ts';
import { EmbeddingCache } from '../store/embedding-cache.ts';
import { embeddingSpace, type ModelIdentity } from '../store/model-identity.ts';
import { classWeights } from './class-weights.ts';
import { embedImages } from './embed-images.ts';
import type { SourceImages } from './evaluation-images.ts';
import { sourceReport } from './evaluation-report.ts';
import { type JudgedAndScored, judgeImage } from './judged-image.ts';
import { TimeLeft } from './time-left.ts';
import type { Workshop } from './workshop.ts';

/** @throws Failure of model and store, `prompt-too-long`, `cancelled` */
export async function* judgeSources(
  workshop: Workshop,
  evaluation: EvaluationPlan,
  folder: string,
  identity: ModelIdentity,
  sources: readonly SourceImages[],
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, readonly SourceReport[]> {
  const total = sources.reduce((sum, source) => sum + source.images.length, 0);
  yield { stage: 'loading', done: 0, total };
  const lease = await workshop.models.lease('judge', folder);
  let ended = false;
  try {
    const judge = lease.model;
    const cache = await EmbeddingCache.open(workshop.files, embeddingSpace(identity), judge.dimensions);
    const weights = await classWeights(judge, cache, evaluation.classes, signal);
    const count = new JudgingCount(total);
    const reports: SourceReport[] = [];
    for (const source of sources) {
      reports.push(yield* judgeSource({ judge, cache, weights, evaluation, count }, source, signal));
    }
    await cache.pack();
    ended = true;
    return reports;
  } finally {
    await lease.release(!ended && !signal.aborted);
  }
}

interface Judging {
  readonly judge: Judge;
  readonly cache: EmbeddingCache;
  /** One unit vector a class. */
  readonly weights: readonly Float32Array[];
  readonly evaluation: EvaluationPlan;
  readonly count: JudgingCount;
}

async function* judgeSource(
  { judge, cache, weights, evaluation, count }: Judging,
  source: SourceImages,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, SourceReport> {
  const judged: JudgedAndScored[] = [];
  const skipped = [...source.skipped];
  yield count.progress(source.name);
  for await (const batch of embedImages(judge, cache, source.images, signal)) {
    const embedded = batch.filter((one) => one.kind === 'embedded');
    const rows = classify(
      embedded.map((one) => one.embedding),
      weights,
      judge.logitScale,
    );
    judged.push(...embedded.map((one, i) => judgeImage(one.image, rows[i]!))); // One row an embedding.
    for (const one of batch) if (one.kind === 'skipped') skipped.push(one.skipped);
    count.add(batch.length);
    yield count.progress(source.name);
  }
  const classes = evaluation.classes.map(({ name }) => name);
  return sourceReport(source, classes, judged, skipped);
}

/** How many images of all sources are judged. */
class JudgingCount {
  readonly #total: number;
  readonly #timeLeft: TimeLeft;
  #done = 0;

  constructor(total: number) {
    this.#total = total;
    this.#timeLeft = new TimeLeft(total);
  }

  add(images: number): void {
    this.#done += images;
    this.#timeLeft.add(images);
  }

  progress(source: string): EvaluateProgress {
    const { seconds } = this.#timeLeft;
    const left = seconds === undefined ? {} : { secondsLeft: seconds };
    return { stage: 'judging', source, done: this.#done, total: this.#total, ...left };
  }
}
