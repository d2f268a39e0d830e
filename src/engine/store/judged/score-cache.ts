/** @file Scores of images by one judge and one set of classes: four numbers for each image, prompt and class. */
import type { JudgingPlan } from '../../../language/plan/plan.ts';
import type { ImageScore } from '../../../protocol/scores.ts';
import { digestOf } from '../../files/digest.ts';
import { embeddingSpace, type ModelIdentity } from '../digests/model-identity.ts';
import type { StoreFiles } from '../store-files.ts';
import { EmbeddingCache } from './embedding-cache.ts';

export interface ScoredImage {
  /** Hex SHA-256. */
  readonly hash: string;
  /** Its prompt as the judge reads it. */
  readonly words: string;
  /** Index of its class among those that are told apart; −1 of none. */
  readonly actual: number;
}

export type KeptScore = Omit<ImageScore, 'agrees'>;

/** Raised when the meaning of a number changes. */
export const SCORE_VERSION = 2;
const NUMBERS = 4;

export class ScoreCache {
  readonly #rows: EmbeddingCache;

  private constructor(rows: EmbeddingCache) {
    this.#rows = rows;
  }

  static async open(
    files: StoreFiles,
    judge: ModelIdentity,
    { classes }: Pick<JudgingPlan, 'classes'>,
  ): Promise<ScoreCache> {
    const texts = classes.map(({ prompts }) => prompts.map(({ text }) => text));
    const space = digestOf(JSON.stringify(['scores', SCORE_VERSION, embeddingSpace(judge), texts]));
    return new ScoreCache(await EmbeddingCache.open(files, space, NUMBERS, 'scores'));
  }

  get(image: ScoredImage): KeptScore | undefined {
    const row = this.#rows.get(rowKey(image));
    if (row === undefined) return undefined;
    const [score, predicted, confidence, margin] = row as unknown as readonly [number, number, number, number]; // Four, by the file's format.
    return { score: Number.isNaN(score) ? null : score, predicted, confidence, margin };
  }

  /** @throws Failure `store-read-only`, `disk-full` */
  async add(scores: readonly (ScoredImage & { readonly kept: KeptScore })[]): Promise<void> {
    await this.#rows.add(
      new Map(
        scores.map(({ kept: { score, predicted, confidence, margin }, ...image }) => [
          rowKey(image),
          Float32Array.of(score ?? Number.NaN, predicted, confidence, margin),
        ]),
      ),
    );
    await this.#rows.pack();
  }
}

function rowKey({ hash, words, actual }: ScoredImage): string {
  return digestOf(`${hash}\n${actual}\n${words}`);
}
