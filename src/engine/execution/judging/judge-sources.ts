/** @file The images of all sources, judged by one model. */
import type { EvaluationPlan } from '../../../language/plan/plan.ts';
import type { EvaluateProgress, SourceReport } from '../../../protocol/evaluation.ts';
import { needsScores } from '../../metrics/judge-statements.ts';
import type { ModelOfRun, Workshop } from '../workshop.ts';
import { classWeights } from './class-weights.ts';
import { embedImages } from './embed-images.ts';
import type { SourceImages } from './evaluation-images.ts';
import { sourceReport } from './evaluation-report.ts';
import { judgeEmbedded } from './judge-embedded.ts';
import { countEmbedded, fileCount, JudgingCount, tellTexts } from './judging-count.ts';
import { type OpenJudge, withJudge } from './judging-run.ts';
import { embedPrompts } from './own-prompts.ts';

/** @throws Failure of model and store, `prompt-too-long`, `cancelled` */
export async function* judgeSources(
  workshop: Workshop,
  evaluation: EvaluationPlan,
  model: ModelOfRun,
  sources: readonly SourceImages[],
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, readonly SourceReport[]> {
  const total = sources.reduce((sum, { images }) => sum + fileCount(images), 0);
  yield { stage: 'loading', done: 0, total };
  return yield* withJudge(workshop, model, signal, async function* (open) {
    const weights = yield* tellTexts(classWeights(open.judge, open.cache, evaluation.classes, signal), total);
    const count = new JudgingCount(total);
    const reports: SourceReport[] = [];
    for (const source of sources) {
      reports.push(yield* judgeSource(open, { weights, evaluation, count }, source, signal));
    }
    return reports;
  });
}

interface Judging {
  /** One unit vector a class. */
  readonly weights: readonly Float32Array[];
  readonly evaluation: EvaluationPlan;
  readonly count: JudgingCount;
}

async function* judgeSource(
  open: OpenJudge,
  { weights, evaluation, count }: Judging,
  source: SourceImages,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, SourceReport> {
  const { judge, cache } = open;
  const embedded = yield* countEmbedded(embedImages(open, source.images, signal), source.name, count);
  const words = needsScores(evaluation.statements) ? source.images.flatMap((image) => image.words ?? []) : undefined;
  const texts = words && (yield* tellTexts(embedPrompts(judge, cache, words, signal), count.total));
  const judged = await judgeEmbedded(source, embedded, { weights, logitScale: judge.logitScale, texts }, signal);
  const classes = evaluation.classes.map(({ name }) => name);
  return sourceReport(source, classes, judged, weights);
}
