/**
 * @file What the review asks of the extension. A review may be of a hundred thousand images: the snapshot says how many
 * there are, a letter an image says what was decided, and all else is asked for, of the images that are in view. Images
 * are named by their index in the list of the review.
 */
import type { Call } from '../connection/calls.ts';
import type { MethodTable } from '../connection/connection.ts';
import type { DecisionAct } from '../decisions.ts';
import type { Nothing, Unavailable } from './declaration.ts';
import type { Fact, Scoring } from './grid.ts';

export type ReviewCalls = {
  /** Reports a snapshot now and after every change; ends when it is cancelled. */
  readonly watch: Call<Nothing, ReviewSnapshot, null>;
  /** A part of the list; empty when another one holds by now. */
  readonly images: Call<ListedPart, never, readonly ReviewImage[]>;
  /** A letter an image of the list; null when another list holds by now. */
  readonly standing: Call<{ readonly revision: number }, never, string | null>;
  /** Index of an image; null when it is not in the list, or another list holds by now. */
  readonly place: Call<{ readonly revision: number; readonly key: string }, never, number | null>;
  /** Resolves when it is on the disk, or when people were told that it is not. */
  readonly decide: Call<{ readonly keys: readonly string[]; readonly act: DecisionAct }, never, null>;
  /** Takes back the last step of this editor: a decision, or another view. */
  readonly undo: Call<Nothing, never, null>;
  /** Looks at other images, or at the same in another order. */
  readonly change: Call<{ readonly view: ReviewView }, never, null>;
  readonly score: Call<Nothing, never, null>;
  readonly openImage: Call<{ readonly key: string }, never, null>;
  /** Selects the line that made the image. */
  readonly revealPrompt: Call<{ readonly key: string }, never, null>;
  readonly openAsText: Call<Nothing, never, null>;
  readonly trustWorkspace: Call<Nothing, never, null>;
};

export const reviewMethods: MethodTable<ReviewCalls> = {
  watch: true,
  images: true,
  standing: true,
  place: true,
  decide: true,
  undo: true,
  change: true,
  score: true,
  openImage: true,
  revealPrompt: true,
  openAsText: true,
  trustWorkspace: true,
};

/** Which images of the recipe are looked at. */
export type ReviewShow = 'all' | 'undecided' | 'kept' | 'rejected' | 'pinned';

/** `plan`: as the recipe says; `unlike`: least like their prompt first; `unsure`: those the judge is least sure of. */
export type ReviewOrder = 'plan' | 'unlike' | 'unsure';

export interface ReviewView {
  readonly show: ReviewShow;
  readonly order: ReviewOrder;
}

export interface ListedPart {
  /** `ReviewSnapshot.revision`. */
  readonly revision: number;
  readonly from: number;
  readonly count: number;
}

export interface ReviewSnapshot {
  readonly recipe: string;
  /** Of the prompt file, without folders. */
  readonly file: string;
  /** Who decides, as in the files of decisions; empty until it is known. */
  readonly reviewer: string;
  readonly view: ReviewView;
  /** Rises with every other list. */
  readonly revision: number;
  /** Images of the list. */
  readonly count: number;
  /** Images of the recipe that are drawn. */
  readonly drawn: number;
  /** Images of the recipe. */
  readonly total: number;
  /** Rises whenever scores or decisions have changed. */
  readonly facts: number;
  readonly scoring: Scoring;
  /** What an undo or redo was about; `serial` rises each time. */
  readonly pointed?: { readonly key: string; readonly serial: number };
  readonly activity: ReviewActivity;
}

export type ReviewActivity =
  | { readonly kind: 'ready' }
  | { readonly kind: 'loading' }
  /** The file of the review says nothing that can be shown. */
  | { readonly kind: 'unreadable'; readonly sentence: string }
  | Unavailable;

export interface ReviewImage {
  readonly index: number;
  /** The plan's key of the image. */
  readonly key: string;
  readonly url: string;
  /** Row and column of the recipe, for people. */
  readonly heading: string;
  readonly prompt: string;
  /** Seed, settings and what a judge thinks. */
  readonly facts: readonly Fact[];
  readonly width: number;
  readonly height: number;
}

export { decisionOf, letterOf } from '../decision-letters.ts';
