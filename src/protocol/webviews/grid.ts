/**
 * @file What the grid asks of the extension. A recipe may have ten thousand images, so the snapshot that is sent with
 * every step says of each of them one letter; all else is asked for, of the images that are in view. Images are named
 * by their index: cell by cell of the plan, and within a cell by their number.
 */
import type { AxisValue, SourceSpan } from '../../language/plan/plan.ts';
import type { Call } from '../connection/calls.ts';
import type { MethodTable } from '../connection/connection.ts';
import type { DecisionAct, ImageDecision } from '../decisions.ts';
import type { ImageState } from '../engine.ts';
import type { ImageScore } from '../scores.ts';
import type { DeclarationId, Nothing, Unavailable } from './declaration.ts';

export type GridCalls = {
  /** Reports a snapshot now and after every change; ends when it is cancelled. */
  readonly watch: Call<Nothing, GridSnapshot, null>;
  /** Of these images what a tile shows, in the order asked; empty when another plan holds by now. */
  readonly images: Call<ImagesOfPlan, never, readonly GridImage[]>;
  /** What images are sorted and filtered by; null when another plan holds by now. */
  readonly facts: Call<{ readonly plan: number }, never, GridFacts | null>;
  /** Indices of the images in whose prompt all of these words stand. */
  readonly find: Call<{ readonly plan: number; readonly words: string }, never, readonly number[]>;
  /** All that made an image; null when it is not in the plan any more. */
  readonly details: Call<ImageKey, never, ImageDetails | null>;
  readonly draw: Call<Nothing, never, null>;
  readonly cancel: Call<Nothing, never, null>;
  /** Lets a paused queue go on. */
  readonly resume: Call<Nothing, never, null>;
  /** Has the recipe's judge score what is drawn. */
  readonly score: Call<Nothing, never, null>;
  readonly decide: Call<{ readonly keys: readonly string[]; readonly act: DecisionAct | 'undo' }, never, null>;
  /** Draws the image once more with a seed of chance, beside the recipe; null when it came to nothing. */
  readonly redraw: Call<ImageKey, never, Candidate | null>;
  /** Rejects the image, and draws another in its place, which is an image of the recipe from then on. Asks for words. */
  readonly rejectAndRedraw: Call<ImageKey, never, null>;
  /** Marks places of the prompt file in its editor, instead of those before; moves nothing. */
  readonly highlight: Call<{ readonly spans: readonly SourceSpan[] }, never, null>;
  /** Selects a place of a prompt file. */
  readonly revealSpan: Call<{ readonly span: SourceSpan }, never, null>;
  /** Selects the line that made the image. */
  readonly revealPrompt: Call<ImageKey, never, null>;
  readonly copySettings: Call<ImageKey, never, null>;
  readonly copySeed: Call<{ readonly seed: number }, never, null>;
  readonly copyInfotext: Call<ImageKey, never, null>;
  /** Asks in which form. */
  readonly copyAs: Call<ImageKey, never, null>;
  readonly openImage: Call<ImageKey, never, null>;
  /** Keeps how the recipe is laid out, for the next time that it is shown. */
  readonly arrange: Call<{ readonly arrangement: Arrangement }, never, null>;
  /** Whether the tab stays with this recipe or follows the cursor. */
  readonly pin: Call<{ readonly isPinned: boolean }, never, null>;
  /** Shows the same recipe in another tab, which stays with it. */
  readonly openOwn: Call<Nothing, never, null>;
  /** Downloads the models that the recipe is missing, then draws. */
  readonly download: Call<Nothing, never, null>;
  readonly trustWorkspace: Call<Nothing, never, null>;
  readonly showLog: Call<Nothing, never, null>;
};

export const gridMethods: MethodTable<GridCalls> = {
  watch: true,
  images: true,
  facts: true,
  find: true,
  details: true,
  draw: true,
  cancel: true,
  resume: true,
  score: true,
  decide: true,
  redraw: true,
  rejectAndRedraw: true,
  highlight: true,
  revealSpan: true,
  revealPrompt: true,
  copySettings: true,
  copySeed: true,
  copyInfotext: true,
  copyAs: true,
  openImage: true,
  arrange: true,
  pin: true,
  openOwn: true,
  download: true,
  trustWorkspace: true,
  showLog: true,
};

export interface ImageKey {
  /** The plan's key of the image. */
  readonly key: string;
}

export interface ImagesOfPlan {
  /** `GridSnapshot.plan`. */
  readonly plan: number;
  readonly indices: readonly number[];
}

/** A recipe as it stands: its plan, and what has been drawn of it. */
export interface GridSnapshot {
  readonly id: DeclarationId;
  /** Name of the prompt file, without folders. */
  readonly file: string;
  /** Rises with every other plan: what was told of images of another one does not hold. */
  readonly plan: number;
  readonly layout: GridLayout;
  /** A letter an image. */
  readonly states: string;
  /** Of images that are being drawn. */
  readonly previews: readonly ImagePreview[];
  readonly done: number;
  readonly total: number;
  /** How many of `done` were there before the last run, once there was one. */
  readonly reused?: number;
  readonly activity: GridActivity;
  /** Rises whenever scores or decisions have changed. */
  readonly facts: number;
  readonly scoring: Scoring;
  /** The tab stays with this recipe. */
  readonly isPinned: boolean;
  /** The row under the cursor in the editor; `serial` rises each time the cursor gets there. */
  readonly pointed?: { readonly row: number; readonly serial: number };
  /** As it was laid out last; absent: as usual. */
  readonly arrangement?: Arrangement;
  /** What the last run did otherwise than asked, each in one sentence. */
  readonly notes?: readonly string[];
}

/** What the images are of: cell (r, c) of the plan is the one at `r * columns.length + c`. */
export interface GridLayout {
  readonly rows: readonly { readonly label: string; readonly caption?: string }[];
  readonly axes: readonly { readonly name: string; readonly values: readonly AxisValue[] }[];
  /** One value for each axis. */
  readonly columns: readonly { readonly label: string; readonly values: readonly AxisValue[] }[];
  /** Images of each cell; −1 where the recipe leaves it out. */
  readonly counts: readonly number[];
  /** Pixels of the first image. */
  readonly width: number;
  readonly height: number;
}

/** How a letter of `GridSnapshot.states` is read. */
export const stateOfLetter: Readonly<Record<string, ImageState>> = {
  m: 'missing',
  q: 'queued',
  w: 'drawing',
  d: 'done',
  f: 'failed',
};

/** The letter of a state. */
export const letterOfState: { readonly [S in ImageState]: string } = {
  missing: 'm',
  queued: 'q',
  drawing: 'w',
  done: 'd',
  failed: 'f',
};

export interface ImagePreview {
  readonly index: number;
  /** Of the latents; absent before the first. */
  readonly url?: string;
}

export interface GridImage {
  readonly index: number;
  readonly key: string;
  readonly state: ImageState;
  /** Of the picture. */
  readonly url?: string;
  readonly prompt: string;
  readonly seed: number;
  /** It was there before the last run. */
  readonly isReused: boolean;
  /** Why it failed. */
  readonly reason?: string;
}

/** By index; null where there is no image to speak of. */
export interface GridFacts {
  readonly scores: readonly (ImageScore | null)[] | null;
  /** Names of the classes that `ImageScore.predicted` counts. */
  readonly classes: readonly string[];
  /** The judge, for people. */
  readonly judge: string;
  readonly decisions: readonly (ImageDecision | null)[];
}

export type Scoring =
  | { readonly kind: 'possible' }
  | { readonly kind: 'scored' }
  | { readonly kind: 'scoring'; readonly done: number; readonly total: number }
  /** @param sentence why, and what to do */
  | { readonly kind: 'impossible'; readonly sentence: string };

export interface ImageDetails {
  readonly key: string;
  /** Together they are the prompt; of each where it was written. */
  readonly prompt: readonly PromptPiece[];
  readonly negative: readonly PromptPiece[];
  /** Counted from 1. */
  readonly line: number;
  /** Name and value of everything else that made it. */
  readonly settings: readonly Fact[];
  /** Where it comes from: model, digests, run. */
  readonly provenance: readonly Fact[];
  /** What was drawn in its place, as far as it is drawn. */
  readonly inPlace: readonly Candidate[];
}

export type Fact = readonly [name: string, value: string];

export interface PromptPiece {
  readonly text: string;
  /** Absent when it was written nowhere, or is not known. */
  readonly span?: SourceSpan;
  /** What wrote it, for people: `class shirt`, `template photo`, `colours.txt`. */
  readonly origin?: string;
}

/** An image of the same words and settings and another seed. It is kept in the cache, and in no recipe. */
export interface Candidate {
  readonly key: string;
  readonly seed: number;
  readonly url: string;
  /** Of other words: those. */
  readonly prompt?: string;
}

/** Where a dimension of the recipe goes. `cell`: its images lie side by side in each cell. */
export type PivotPlace = 'rows' | 'columns' | 'pages' | 'cell';

/** By the name of a dimension: `class`, `image`, or `axis:` and the axis's name. Those not named lie as usual. */
export type Arrangement = Readonly<Record<string, PivotPlace>>;

export type GridActivity =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading'; readonly stage?: 'warming-up'; readonly part?: string }
  | {
      readonly kind: 'drawing';
      readonly secondsLeft?: number;
      readonly step?: StepOfImage;
      /** The queue is paused: nothing goes on until it is resumed. */
      readonly isPaused?: true;
    }
  | { readonly kind: 'failed'; readonly sentence: string; readonly canDownload?: true }
  | Unavailable;

export interface StepOfImage {
  /** From 1 to `count`. */
  readonly index: number;
  readonly count: number;
}
