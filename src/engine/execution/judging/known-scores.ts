/** @file Scores that are known of any images, by a judge that need not be opened. */
import type { JudgingPlan } from '../../../language/plan/plan.ts';
import { type KeptScore, SCORE_VERSION, ScoreCache } from '../../store/judged/score-cache.ts';
import type { Workshop } from '../workshop.ts';

export interface KnownScores {
  /** All of the judge that affects what it says, and what its numbers mean, as text. */
  readonly judge: string;
  /** Reads what is kept. */
  open(): Promise<Pick<ScoreCache, 'get'>>;
}

export type { KeptScore };

/** @throws Failure of models */
export async function knownScores(workshop: Workshop, judging: JudgingPlan): Promise<KnownScores> {
  const { identity } = await workshop.models.describe('judge', await workshop.requestOf(judging.model));
  return {
    judge: JSON.stringify({ ...identity, scores: SCORE_VERSION }),
    open: () => ScoreCache.open(workshop.files, identity, judging),
  };
}
