/** @file What the cache of a store takes, and making it smaller. */

/** What is kept apart; `other` is what this version knows no name for. */
export type CacheStage = 'images' | 'index' | 'latents' | 'words' | 'embeddings' | 'scores' | 'pictures' | 'other';

export interface StageSize {
  readonly stage: CacheStage;
  readonly files: number;
  readonly bytes: number;
}

export interface CacheStatus {
  /** Absolute path of the cache. */
  readonly folder: string;
  /** Those that there are, the largest first. */
  readonly stages: readonly StageSize[];
  readonly bytes: number;
  /** Bytes that it is kept within; absent when it may grow. */
  readonly limit?: number;
  /** Bytes that runs, decisions and releases refer to, so that they are never removed. */
  readonly held: number;
}

export interface CleanRequest {
  /** Bytes that the cache may take afterwards; 0 removes all that nothing refers to. */
  readonly to: number;
}

export interface CleanedCache {
  readonly removed: { readonly files: number; readonly bytes: number };
  readonly status: CacheStatus;
}

/** For people. */
export const stageTitles: { readonly [S in CacheStage]: string } = {
  images: 'images',
  index: 'index of images',
  latents: 'latents',
  words: 'words as painters read them',
  embeddings: 'embeddings',
  scores: 'scores',
  pictures: 'statistics of pictures',
  other: 'other files',
};
