/** @file Scores of images by one judge and one set of classes: four numbers for each image and prompt. */
import type { JudgingPlan } from '../../../language/plan/plan.ts';
import type { ImageScore } from '../../../protocol/scores.ts';
import { digestOf } from '../../files/digest.ts';
import { embeddingSpace, type ModelIdentity } from '../digests/model-identity.ts';
import type { StoreFiles } from '../store-files.ts';
import { EmbeddingCache } from './embedding-cache.ts';

/** Without what hangs on the class that was asked for. */
export type KeptScore = Omit<ImageScore, 'agrees'>;

/** Raised when the meaning of a number changes. */
const VERSION = 1;
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
    const space = digestOf(JSON.stringify(['scores', VERSION, embeddingSpace(judge), texts]));
    return new ScoreCache(await EmbeddingCache.open(files, space, NUMBERS, 'scores'));
  }

  /**
   * @param hash hex SHA-256 of the image
   * @param words its prompt as the judge reads it
   */
  get(hash: string, words: string): KeptScore | undefined {
    const row = this.#rows.get(rowKey(hash, words));
    if (row === undefined) return undefined;
    const [score, predicted, confidence, margin] = row as unknown as readonly [number, number, number, number]; // Four, by the file's format.
    return { score: Number.isNaN(score) ? null : score, predicted, confidence, margin };
  }

  /** @throws Failure `store-read-only`, `disk-full` */
  async add(
    scores: readonly { readonly hash: string; readonly words: string; readonly kept: KeptScore }[],
  ): Promise<void> {
    await this.#rows.add(
      new Map(
        scores.map(({ hash, words, kept: { score, predicted, confidence, margin } }) => [
          rowKey(hash, words),
          Float32Array.of(score ?? Number.NaN, predicted, confidence, margin),
        ]),
      ),
    );
    await this.#rows.pack();
  }
}

function rowKey(hash: string, words: string): string {
  return digestOf(`${hash}\n${words}`);
}
