/** @file What people decided about drawn images: events in the workspace's `reviews/`, one file a reviewer. */
import type { PolicyPlan, RecipePlan } from '../language/plan/plan.ts';

export type DecisionAct = 'accept' | 'reject' | 'undecide' | 'flag' | 'unflag';

export type SplitName = 'train' | 'val' | 'test';

/** What is written down beside a decision. */
export interface DecisionRemark {
  readonly why?: readonly string[];
  readonly note?: string;
  /** With `reject`: what is drawn in its place. */
  readonly redraw?: Redraw;
  /** Whole milliseconds that its reviewer looked at the image; absent of what is decided about many at once. */
  readonly ms?: number;
}

/** The same image with another seed, and maybe other words: a member of its recipe as long as the rejection stands. */
export interface Redraw {
  /** The plan's key of the new image. */
  readonly key: string;
  /** From 0 to 2³² − 1. */
  readonly seed: number;
  /** Absent: the words of the rejected one. */
  readonly prompt?: string;
}

/** A redraw in its place. */
export interface PlacedRedraw extends Redraw {
  /** Of the rejected image: the plan's key, or that of an earlier redraw. */
  readonly of: string;
  /** Who rejected it. */
  readonly by: string;
}

/** All that can be said of an image: what is done with it, and what is written down beside that. */
export type DecisionChange = DecisionRemark &
  (
    | { readonly op: DecisionAct }
    /** It shows another class. */
    | { readonly op: 'relabel'; readonly to: string; readonly from?: string }
    /** From 1 to 5; 0 takes the rating back. */
    | { readonly op: 'rate'; readonly to: number }
    | { readonly op: 'tag' | 'untag'; readonly to: string }
    | { readonly op: 'split'; readonly to: SplitName }
    /** It is no duplicate of the other image: `sha256:` and the hex digest of that one's size and pixels. */
    | { readonly op: 'distinct'; readonly to: string }
    /** `note` is what is noted; without one, an earlier note is taken back. */
    | { readonly op: 'note' }
  );

/** How the words of several reviewers become one; see `docs/curation.md`. */
export type FoldPolicy = PolicyPlan;

/** What stands of an image after all events, those of the asking reviewer alone. */
export interface ImageDecision {
  readonly state: 'kept' | 'rejected' | 'undecided';
  /** Pinned: to be found again. */
  readonly isFlagged: boolean;
}

/** Cell by cell in the plan's order; null where no image was drawn. */
export interface RecipeDecisions {
  readonly recipe: string;
  readonly cells: readonly (readonly (DecidedImage | null)[])[];
}

export interface DecidedImage extends ImageDecision {
  /** Why it was rejected; absent where nobody said. */
  readonly why?: readonly string[];
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

export interface StepsBack {
  readonly reviewer: string;
  /** Absent: one. */
  readonly steps?: number;
}

/** What steps that were taken back, or back again, were about. */
export interface StepsTaken {
  /** Fewer than asked for where there are no more. */
  readonly steps: number;
  /** Each once. */
  readonly images: number;
}

/** Rejects an image that is drawn, and says what is to be drawn in its place; draws nothing. */
export interface RedrawRequest extends DecisionQuestion {
  /** The plan's key of the rejected image, or that of a redraw. */
  readonly key: string;
  readonly redraw: Redraw;
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
