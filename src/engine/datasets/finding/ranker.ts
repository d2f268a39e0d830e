/**
 * @file Orders by intent: what a list asks of whoever knows how. A ranker sees the images that are chosen already, and
 * leaves out those that its intent does not speak of.
 */
import type { FieldValue } from '../../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import type { ImageRow, ImageSource } from '../../../protocol/image-sets.ts';
import type { Executor } from '../../executor.ts';

/** An opened set, image by image; numbers run from 0 to below `count`. */
export interface NumberedImages {
  readonly count: number;
  /** What the images come from: models, classes, data. Recipes have no cells: what is drawn of them is here. */
  readonly source: ImageSource;
  /** Absolute path. */
  file(number: number): string;
  /** Hex SHA-256 of that file. */
  hash(number: number): string;
  /** What reviewers say it shows, else what it was drawn as; undefined of an image of no class. */
  class(number: number): string | undefined;
  /** As conditions know it; undefined when it is unknown. */
  field(number: number, name: string): FieldValue | undefined;
}

export interface ImagesToRank {
  readonly set: NumberedImages;
  /** Those that are chosen, in the plan's order. */
  readonly numbers: Uint32Array;
  /** Absolute. */
  readonly workspace: string;
}

/** What rankers need of the engine. */
export type RankingTools = Pick<Executor, 'embed' | 'judgeSet' | 'describePictures' | 'readData'>;

/** Each array is as long as `numbers`. */
export interface RankedImages {
  /** In the intent's order; a part of those that were given. */
  readonly numbers: Uint32Array;
  readonly values: Float64Array | Float32Array;
  /** What the value at a place means, for people. */
  words(place: number): string;
  /** Of near-duplicates. */
  group?(place: number): ImageRow['group'];
  /** What was left out or could not be measured, each in one sentence. */
  readonly notes: readonly string[];
}

/** @throws Failure of models, data and store, `cancelled` */
export type Ranker = (
  images: ImagesToRank,
  tools: RankingTools,
  signal: AbortSignal,
) => AsyncGenerator<EvaluateProgress, RankedImages>;
