/** @file Drawn images → how like their prompts they are, and what they are taken for. */
import { setImmediate } from 'node:timers/promises';
import type { JudgedClassPlan } from '../../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { cosine } from '../../arithmetic/directions.ts';
import { signedMargin } from '../../metrics/margins.ts';
import { logitTable } from '../../pipelines/zero-shot.ts';
import { throwIfCancelled } from '../../runtime/sessions/cancellation.ts';
import type { KeptScore, ScoreCache } from '../../store/judged/score-cache.ts';
import { classWeights } from './class-weights.ts';
import { embedImages } from './embed-images.ts';
import type { Classifier } from './judge-embedded.ts';
import { answerOf } from './judged-image.ts';
import { countEmbedded, fileCount, JudgingCount, tellTexts } from './judging-count.ts';
import type { OpenJudge } from './judging-run.ts';
import { embedPrompts } from './own-prompts.ts';

export interface DrawnFile {
  /** Absolute path. */
  readonly file: string;
  /** Hex SHA-256 of it. */
  readonly hash: string;
  /** Its prompt as a judge reads it. */
  readonly words: string;
  /** Index of its class among those that are told apart; −1 of none. */
  readonly actual: number;
}

export interface ImagesToScore {
  /** Of the recipe. */
  readonly name: string;
  /** To be told apart; fewer than two are not. */
  readonly classes: readonly JudgedClassPlan[];
  readonly images: readonly DrawnFile[];
}

/** Images between which messages are let in. */
const TURN = 1024;

/**
 * Adds what it finds to the scores; a damaged file is left out, and drawn again by the next run.
 * @throws Failure `prompt-too-long` of a class's prompt, `cancelled`, of the store
 */
export async function* scoreImages(
  open: OpenJudge,
  scores: ScoreCache,
  { name, classes, images }: ImagesToScore,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, void> {
  const { judge, cache } = open;
  if (images.length === 0) return;
  const count = new JudgingCount(fileCount(images));
  const isTold = classes.length > 1;
  const weights = isTold ? yield* tellTexts(classWeights(judge, cache, classes, signal), count.total) : [];
  const words = images.map((image) => image.words);
  const texts = yield* tellTexts(embedPrompts(judge, cache, words, signal), count.total);
  const embedded = yield* countEmbedded(embedImages(open, images, signal), name, count);
  const kept: (Pick<DrawnFile, 'hash' | 'words' | 'actual'> & { readonly kept: KeptScore })[] = [];
  for (const [i, image] of images.entries()) {
    const found = embedded.get(image.file);
    const classifier = { weights, texts, logitScale: judge.logitScale };
    if (found && 'embedding' in found) kept.push({ ...image, kept: scoreOf(found.embedding, image, classifier) });
    if (i % TURN === 0) await setImmediate();
    throwIfCancelled(signal);
  }
  await scores.add(kept);
}

function scoreOf(
  embedding: Float32Array,
  { words, actual }: Pick<DrawnFile, 'words' | 'actual'>,
  { weights, texts, logitScale }: Classifier,
): KeptScore {
  const text = texts?.get(words);
  const score = text === undefined ? null : cosine(embedding, text);
  if (weights.length < 2) return { score, predicted: -1, confidence: 0, margin: 0 };
  const { probabilities, ...answer } = answerOf(logitTable([embedding], weights, logitScale));
  const { predicted, confidence } = answer;
  const truth = probabilities[actual];
  const margin = truth === undefined ? answer.margin : signedMargin({ ...answer, actual, truth });
  return { score, predicted, confidence, margin };
}
