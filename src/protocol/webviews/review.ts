/**
 * @file What the page of a review asks of the extension. A review may be of a million images: the snapshot says how many
 * there are, a letter an image says what was decided, and all else is asked for, of the images that are in view. Images
 * are named by their place in the list of the review; a list of another revision answers with null, and the page asks
 * again once the snapshot tells of the new one.
 */
import type { Call } from '../connection/calls.ts';
import type { MethodTable } from '../connection/connection.ts';
import type { DecisionChange } from '../decisions.ts';
import type { Facet, HeatMap, ImageOrder, ImageRow, ImageShow, ScoreExplanation } from '../image-sets.ts';
import type { Nothing, Unavailable } from './declaration.ts';
import type { Scoring } from './grid.ts';
import type { ReviewAction } from './review-keys.ts';

export type ReviewCalls = {
  /** Reports a snapshot now and after every change; ends when it is cancelled. */
  readonly watch: Call<Nothing, ReviewSnapshot, null>;
  /** Reports what commands of the editor ask the page to do, each once; ends when it is cancelled. */
  readonly watchActions: Call<Nothing, AskedAction, null>;
  /** A part of the list. */
  readonly images: Call<ListedPart, never, readonly ReviewImage[] | null>;
  /** A letter an image of the list. */
  readonly standing: Call<AtRevision, never, string | null>;
  /** Reports what was decided since, wherever it was decided; ends when it is cancelled or another list holds. */
  readonly watchDecisions: Call<AtRevision, DecidedPlaces, null>;
  /** Place of an image in the list, by its number in the set. */
  readonly place: Call<AtRevision & { readonly number: number }, never, number | null>;
  /** Resolves when it is on the disk, or when people were told that it is not. */
  readonly decide: Call<ReviewDecision, never, DecidedPlaces | null>;
  /** How many images it would change; writes nothing. */
  readonly count: Call<ReviewDecision, never, number | null>;
  /** These images of a group of near-duplicates are no duplicates of each other; remembered. */
  readonly tellApart: Call<AtRevision & { readonly places: readonly number[] }, never, null>;
  readonly facets: Call<AtRevision, never, readonly Facet[] | null>;
  readonly explain: Call<AtRevision & { readonly place: number }, never, ExplainedImage | null>;
  readonly nearestReal: Call<AtRevision & { readonly place: number }, never, RealNeighbour | null>;
  /** For the field of conditions, at a place in its text. */
  readonly complete: Call<{ readonly text: string; readonly offset: number }, never, readonly Completion[]>;
  /** Looks at other images, at the same in another order, or in another mode. */
  readonly change: Call<{ readonly view: Partial<ReviewView> }, never, null>;
  /** A file beside this one with the view that is shown; asks for its name. */
  readonly saveView: Call<Nothing, never, null>;
  readonly openView: Call<Nothing, never, null>;
  readonly undo: Call<Nothing, never, null>;
  readonly redo: Call<Nothing, never, null>;
  readonly score: Call<Nothing, never, null>;
  /** Whether what others decided is hidden. */
  readonly blind: Call<{ readonly isBlind: boolean }, never, null>;
  /** Asks for another name to decide under. */
  readonly changeReviewer: Call<Nothing, never, null>;
  /** Rejects, and draws another with a new seed or amended words. */
  readonly redraw: Call<AtRevision & { readonly places: readonly number[] }, never, null>;
  readonly openImage: Call<AtRevision & { readonly place: number }, never, null>;
  /** Selects the line that made the image. */
  readonly revealPrompt: Call<AtRevision & { readonly place: number }, never, null>;
  readonly openAsText: Call<Nothing, never, null>;
  readonly openKeys: Call<Nothing, never, null>;
  readonly trustWorkspace: Call<Nothing, never, null>;
};

export const reviewMethods: MethodTable<ReviewCalls> = {
  watch: true,
  watchActions: true,
  images: true,
  standing: true,
  watchDecisions: true,
  place: true,
  decide: true,
  count: true,
  tellApart: true,
  facets: true,
  explain: true,
  nearestReal: true,
  complete: true,
  change: true,
  saveView: true,
  openView: true,
  undo: true,
  redo: true,
  score: true,
  blind: true,
  changeReviewer: true,
  redraw: true,
  openImage: true,
  revealPrompt: true,
  openAsText: true,
  openKeys: true,
  trustWorkspace: true,
};

/** `cull`: one image and its neighbours; `grid`: many, to be chosen together; `pairs`: groups of near-duplicates. */
export type ReviewMode = 'cull' | 'grid' | 'pairs';

export interface ReviewView {
  readonly mode: ReviewMode;
  readonly show: ImageShow;
  /** A condition as the language writes it; empty: all. */
  readonly where: string;
  readonly order: ImageOrder;
}

interface AtRevision {
  /** `ReviewSnapshot.revision`. */
  readonly revision: number;
}

export interface ListedPart extends AtRevision {
  readonly from: number;
  readonly count: number;
}

export interface ReviewDecision extends AtRevision {
  /** Places in the list, or all of it. */
  readonly places: readonly number[] | 'all';
  readonly change: DecisionChange;
}

/** Something that a command of the editor asks the page to do, as if its key were pressed. */
export interface AskedAction {
  readonly action: ReviewAction;
  /** Of `relabel` and `keep-best` counted from 1, and of `rate`; absent: the page asks. */
  readonly to?: number;
}

/** What changed in a list; null where the letters are to be asked for again. */
export interface DecidedPlaces {
  readonly letters: readonly (readonly [place: number, letter: string])[] | null;
}

export interface ReviewSnapshot {
  /** For people: `preview` or `train`. */
  readonly title: string;
  /** Of the prompt file, without folders. */
  readonly file: string;
  /** Who decides, as in the files of decisions; empty until it is known. */
  readonly reviewer: string;
  readonly isBlind: boolean;
  readonly view: ReviewView;
  /** Why `view.where` cannot be read; the list is then as if it were empty. */
  readonly whereProblem?: string;
  /** Where in its text. */
  readonly whereProblemAt?: { readonly start: number; readonly end: number };
  /** Rises with every other list. */
  readonly revision: number;
  /** Images of the list. */
  readonly count: number;
  /** Images of the set that are drawn. */
  readonly drawn: number;
  /** Images of the set, drawn or not. */
  readonly total: number;
  /** Relabelling by 1 to 9 takes the first nine. */
  readonly classes: readonly string[];
  /** What a condition may speak of; those that can be sorted by. */
  readonly fields: readonly string[];
  /** Offered when rejecting, in this order. */
  readonly reasons: readonly string[];
  /** Whether `redraw` can be asked for. */
  readonly canRedraw?: boolean;
  /** Keys of the user's own, by action (`ReviewAction`); others are the usual ones. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly scoring: Scoring;
  /** What was left out or could not be measured, each in one sentence. */
  readonly notes: readonly string[];
  /** A list that takes a while is being made. */
  readonly listing?: { readonly words: string; readonly done: number; readonly total: number };
  /** What an undo or redo was about, in the list; `serial` rises each time. */
  readonly pointed?: { readonly number: number; readonly serial: number };
  readonly activity: ReviewActivity;
}

export type ReviewActivity =
  | { readonly kind: 'ready' }
  | { readonly kind: 'loading' }
  /** The file of the review says nothing that can be shown. */
  | { readonly kind: 'unreadable'; readonly sentence: string }
  | Unavailable;

export interface ReviewImage extends Omit<ImageRow, 'file' | 'hash' | 'source'> {
  readonly place: number;
  readonly url: string;
}

export interface ExplainedImage extends Omit<ScoreExplanation, 'heat'> {
  readonly heat?: HeatMap;
}

export interface RealNeighbour {
  readonly url: string;
  readonly class: string;
  readonly likeness: number;
  readonly data: string;
}

export interface Completion {
  readonly label: string;
  readonly detail: string;
  /** What it stands for: the text from `start` up to the offset is replaced by `insert`. */
  readonly start: number;
  readonly insert: string;
}
