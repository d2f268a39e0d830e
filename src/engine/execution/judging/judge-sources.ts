/** @file The images of all sources, judged by one model. */
import type { EvaluationPlan } from '../../../language/plan/plan.ts';
import type { EvaluateProgress, SourceReport } from '../../../protocol/evaluation.ts';
import { counted } from '../../../protocol/texts.ts';
import { needsScores } from '../../metrics/judge-statements.ts';
import type { Judge } from '../../models/judge.ts';
import { EmbeddingCache } from '../../store/embedding-cache.ts';
import { embeddingSpace } from '../../store/model-identity.ts';
import { TimeLeft } from '../time-left.ts';
import type { ModelOfRun, Workshop } from '../workshop.ts';
import { classWeights } from './class-weights.ts';
import { type Embedded, embedImages } from './embed-images.ts';
import type { TextsDone } from './embed-texts.ts';
import type { SourceImages } from './evaluation-images.ts';
import { sourceReport } from './evaluation-report.ts';
import { judgeEmbedded } from './judge-embedded.ts';
import { embedPrompts } from './own-prompts.ts';

/** @throws Failure of model and store, `prompt-too-long`, `cancelled` */
export async function* judgeSources(
  workshop: Workshop,
  evaluation: EvaluationPlan,
  { request, identity }: ModelOfRun,
  sources: readonly SourceImages[],
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, readonly SourceReport[]> {
  const total = sources.reduce((sum, source) => sum + fileCount(source), 0);
  yield { stage: 'loading', done: 0, total };
  const lease = await workshop.models.lease('judge', request);
  let ended = false;
  try {
    const judge = lease.model;
    const cache = await EmbeddingCache.open(workshop.files, embeddingSpace(identity), judge.dimensions);
    const weights = yield* tellTexts(classWeights(judge, cache, evaluation.classes, signal), total);
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

/** Equal pictures are one file, and looked at once. */
function fileCount({ images }: SourceImages): number {
  return new Set(images.map(({ file }) => file)).size;
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
  yield count.progress(source.name);
  const embedded = yield* countEmbedded(embedImages(judge, cache, source.images, signal), source.name, count);
  const words = needsScores(evaluation.statements) ? source.images.flatMap((image) => image.words ?? []) : undefined;
  const texts = words && (yield* tellTexts(embedPrompts(judge, cache, words, signal), count.total));
  const judged = await judgeEmbedded(source, embedded, { weights, logitScale: judge.logitScale, texts }, signal);
  return sourceReport(
    source,
    evaluation.classes.map(({ name }) => name),
    judged,
    weights,
  );
}

/** Thousands of prompts take a while. */
async function* tellTexts<Result>(
  work: AsyncGenerator<TextsDone, Result>,
  images: number,
): AsyncGenerator<EvaluateProgress, Result> {
  for (;;) {
    const next = await work.next();
    if (next.done) return next.value;
    const { done, total } = next.value;
    yield {
      stage: 'loading',
      part: `what the judge reads (${done} of ${counted(total, 'text')})`,
      done: 0,
      total: images,
    };
  }
}

async function* countEmbedded(
  work: AsyncGenerator<number, Embedded>,
  source: string,
  count: JudgingCount,
): AsyncGenerator<EvaluateProgress, Embedded> {
  try {
    for (;;) {
      const next = await work.next();
      if (next.done) return next.value;
      count.add(next.value);
      yield count.progress(source);
    }
  } finally {
    await work.return(new Map());
  }
}

/** How many images of all sources are judged. */
class JudgingCount {
  readonly total: number;
  readonly #timeLeft: TimeLeft;
  #done = 0;

  constructor(total: number) {
    this.total = total;
    this.#timeLeft = new TimeLeft(total);
  }

  add(images: number): void {
    this.#done += images;
    this.#timeLeft.add(images);
  }

  progress(source: string): EvaluateProgress {
    const { seconds } = this.#timeLeft;
    const left = seconds === undefined ? {} : { secondsLeft: seconds };
    return { stage: 'judging', source, done: this.#done, total: this.total, ...left };
  }
}
