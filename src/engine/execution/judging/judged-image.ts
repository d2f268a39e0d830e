import type { JudgedImage } from '../../../protocol/evaluation.ts';
import { softmax } from '../../pipelines/zero-shot.ts';
import type { ImageToJudge } from './evaluation-images.ts';

/** What a judge's logits say of one image. */
export interface Answer {
  /** The likeliest class; of equals the first, so that the answer does not hang on the sorting. */
  readonly predicted: number;
  /** The second likeliest; −1 of a single class. */
  readonly runnerUp: number;
  readonly probabilities: Float64Array;
  readonly confidence: number;
  /** Confidence less the runner-up's probability. */
  readonly margin: number;
}

/** @param logits one a class, in their order */
export function answerOf(logits: Float32Array): Answer {
  let predicted = 0;
  let runnerUp = -1;
  for (let k = 1; k < logits.length; k++) {
    if (logits[k]! > logits[predicted]!) [predicted, runnerUp] = [k, predicted];
    else if (runnerUp === -1 || logits[k]! > logits[runnerUp]!) runnerUp = k;
  }
  const probabilities = softmax(logits);
  const confidence = probabilities[predicted] ?? 0;
  return { predicted, runnerUp, probabilities, confidence, margin: confidence - (probabilities[runnerUp] ?? 0) };
}

/** @param logits of the classes, in their order */
export function judgeImage(
  { file, actual, origin }: ImageToJudge,
  { hash, logits, score }: { readonly hash: string; readonly logits: Float32Array; readonly score?: number | null },
): JudgedImage {
  const { probabilities, ...answer } = answerOf(logits);
  return {
    file,
    hash,
    actual,
    ...answer,
    truth: probabilities[actual] ?? 0,
    rank: rankOf(actual, logits),
    ...(score !== undefined && { score }),
    ...(origin && { origin }),
  };
}

/** From 1; equals keep the classes' order. */
function rankOf(index: number, logits: Float32Array): number {
  const own = logits[index] ?? Number.NEGATIVE_INFINITY;
  let rank = 1;
  for (let k = 0; k < logits.length; k++) if (logits[k]! > own || (logits[k] === own && k < index)) rank++;
  return rank;
}
