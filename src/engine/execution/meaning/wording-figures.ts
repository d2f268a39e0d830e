/** @file How well classes are told apart by one wording, and how much better than by another. Pure. */
import type { WordingFigures, WordingTrial } from '../../../protocol/meaning.ts';
import { wilson } from '../../../protocol/statistics/wilson.ts';
import { cosine } from '../../arithmetic/directions.ts';
import { pairedBootstrap } from '../../metrics/paired-bootstrap.ts';

export interface LabelledImages {
  readonly name: string;
  /** Index of each image's class. */
  readonly actual: readonly number[];
  /** One an image. */
  readonly embeddings: readonly Float32Array[];
}

/** Whether each image was taken for what it is. */
export type Answers = readonly boolean[];

/** @param weights one vector a class */
export function answersOf({ actual, embeddings }: LabelledImages, weights: readonly Float32Array[]): Answers {
  return embeddings.map((embedding, i) => likeliest(embedding, weights) === actual[i]);
}

function likeliest(embedding: Float32Array, weights: readonly Float32Array[]): number {
  const likeness = weights.map((each) => cosine(embedding, each));
  return likeness.indexOf(Math.max(...likeness));
}

/** @param own index of the class whose words are tried */
export function figuresOf(images: LabelledImages, answers: Answers, own: number): WordingFigures['sources'][number] {
  const ofClass = answers.filter((_, i) => images.actual[i] === own);
  return { name: images.name, recall: share(ofClass), accuracy: share(answers) };
}

function share(answers: Answers) {
  return wilson(answers.filter((isRight) => isRight).length, answers.length);
}

/** Above 0 the later ones are better. */
export function differenceOf(
  { actual }: LabelledImages,
  [before, after]: readonly [Answers, Answers],
  own: number,
): WordingTrial['differences'][number] {
  const changes = after.map((isRight, i) => Number(isRight) - Number(before[i]));
  const ofClass = changes.filter((_, i) => actual[i] === own);
  return { recall: pairedBootstrap(ofClass), accuracy: pairedBootstrap(changes) };
}
