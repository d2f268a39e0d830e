/** @file Real images → how like the words of their class they are, and what they are taken for. */
import type { JudgingPlan } from '../../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import type { ImageScore } from '../../../protocol/scores.ts';
import { ScoreCache } from '../../store/judged/score-cache.ts';
import type { Workshop } from '../workshop.ts';
import { judgingRun } from './judging-run.ts';
import { scoreImages } from './score-images.ts';

export interface LabelledFile {
  /** Absolute path. */
  readonly file: string;
  /** Hex SHA-256 of it. */
  readonly hash: string;
  /** Name of its class; images of others are not scored. */
  readonly class?: string;
}

/** By hash; without those that cannot be scored. */
export type RealScores = ReadonlyMap<string, Omit<ImageScore, 'agrees'>>;

/**
 * Scores what was never scored by this judge and these classes. The words of an image are the first prompt of its class.
 * @param name of the set, for progress
 * @throws Failure of models and store, `prompt-too-long` of a class's prompt, `cancelled`
 */
export async function* scoreReal(
  workshop: Workshop,
  judging: JudgingPlan,
  name: string,
  images: readonly LabelledFile[],
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, RealScores> {
  const classes = new Map(judging.classes.map(({ name: own, prompts }, actual) => [own, { prompts, actual }]));
  const files = images.flatMap(({ file, hash, class: own = '' }) => {
    const { prompts = [], actual = -1 } = classes.get(own) ?? {};
    return prompts.flatMap(({ text }, i) => (i === 0 ? { file, hash, words: text, actual } : []));
  });
  const { result } = yield* judgingRun(workshop, judging.model, signal, async function* (open) {
    const scores = await ScoreCache.open(workshop.files, open.identity, judging);
    const missing = files.filter((image) => scores.get(image) === undefined);
    yield* scoreImages(open, scores, { name, classes: judging.classes, images: missing }, signal);
    return scores;
  });
  return new Map(
    files.flatMap((image) => {
      const score = result.get(image);
      return score === undefined ? [] : [[image.hash, score] as const];
    }),
  );
}
