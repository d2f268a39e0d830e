/** @file What people decided about drawn images: events in the workspace's `reviews/`, one file a reviewer. */

export type DecisionAct = 'accept' | 'reject' | 'undecide' | 'flag' | 'unflag';

/** What stands of an image after all events, those of the asking reviewer alone. */
export interface ImageDecision {
  readonly state: 'kept' | 'rejected' | 'undecided';
  /** Pinned: to be found again. */
  readonly isFlagged: boolean;
}

/** Cell by cell in the plan's order; null where no image was drawn. */
export interface RecipeDecisions {
  readonly recipe: string;
  readonly cells: readonly (readonly (ImageDecision | null)[])[];
}
