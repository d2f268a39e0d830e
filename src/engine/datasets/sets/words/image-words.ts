import type { ReviewerDecision } from '../../decisions/fold-decisions.ts';
import type { TeamDecision } from '../../decisions/fold-team.ts';

/** What was decided about the images of a set. Few different things are: each stands once, and images have its number. */
export interface ImageWords {
  /** Of each image, of `owns`. */
  readonly own: Uint32Array;
  /** The asking reviewer's; 0: nothing was decided. */
  readonly owns: readonly ReviewerDecision[];
  /** Of each image, of `teams`. */
  readonly team: Uint32Array;
  /** Everybody's, or in a blind review the reviewer's own; 0: undefined, nobody decided. */
  readonly teams: readonly (TeamDecision | undefined)[];
}
