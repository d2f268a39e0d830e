/** @file What people decided about drawn images: events in the workspace's `reviews/`, one file a reviewer. */
import type { RecipePlan } from '../language/plan/plan.ts';

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

export interface DecisionQuestion {
  readonly recipe: RecipePlan;
  /** As the reviewer is named in every event; their file is in a folder made of it. */
  readonly reviewer: string;
}

/** Of images that are drawn; keys of others are passed over. */
export interface DecisionRequest extends DecisionQuestion {
  /** The plan's keys; what is decided of all of them at once is one step to `undo`. */
  readonly keys: readonly string[];
  /** `undo` takes back the reviewer's last step that stands, whatever the keys. */
  readonly act: DecisionAct | 'undo';
}

/** Nobody has decided anything. */
export const undecided: ImageDecision = { state: 'undecided', isFlagged: false };

const changes: { readonly [A in DecisionAct]: Partial<ImageDecision> } = {
  accept: { state: 'kept' },
  reject: { state: 'rejected' },
  undecide: { state: 'undecided' },
  flag: { isFlagged: true },
  unflag: { isFlagged: false },
};

/** What stands of an image once a further act is added. */
export function decidedBy(decision: ImageDecision, act: DecisionAct): ImageDecision {
  return { ...decision, ...changes[act] };
}
