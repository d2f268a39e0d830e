import type { Executor } from '../../executor.ts';

/** What curations need of the engine. */
export type CurationTools = Pick<
  Executor,
  'lookup' | 'lookupScores' | 'score' | 'scoreReal' | 'embed' | 'describePictures' | 'readData'
>;
