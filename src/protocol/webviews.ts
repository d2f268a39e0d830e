/**
 * @file What the webviews ask of the extension. Every webview is the asking end only: it watches one thing, and each
 * progress report of `watch` is a whole snapshot of it, never a delta, because hidden webviews lose messages.
 * Pictures are named by addresses the webview may load.
 */
import type { DrawSettings } from '../language/plan/plan.ts';
import type { Call } from './calls.ts';
import type { MethodTable } from './connection.ts';
import type { ImageState, SourceReport, StatementReport, Verdict } from './engine.ts';

type Nothing = Record<string, never>;

/** A recipe or an evaluation of one file; also what a webview remembers of itself, so that it can be restored. */
export interface DeclarationId {
  readonly uri: string;
  readonly name: string;
}

export type GridCalls = {
  /** Reports a snapshot now and after every change; ends when it is cancelled. */
  readonly watch: Call<Nothing, GridSnapshot, null>;
  readonly draw: Call<Nothing, never, null>;
  readonly cancel: Call<Nothing, never, null>;
  /** Selects the line that made the image. */
  readonly revealPrompt: Call<ImageKey, never, null>;
  readonly copySettings: Call<ImageKey, never, null>;
  /** Asks in which form. */
  readonly copyAs: Call<ImageKey, never, null>;
  readonly openImage: Call<ImageKey, never, null>;
  readonly trustWorkspace: Call<Nothing, never, null>;
  readonly showLog: Call<Nothing, never, null>;
};

export const gridMethods: MethodTable<GridCalls> = {
  watch: true,
  draw: true,
  cancel: true,
  revealPrompt: true,
  copySettings: true,
  copyAs: true,
  openImage: true,
  trustWorkspace: true,
  showLog: true,
};

export interface ImageKey {
  /** The plan's key of the image. */
  readonly key: string;
}

/** A recipe as it stands: its plan, and what has been drawn of it. */
export interface GridSnapshot {
  readonly id: DeclarationId;
  /** Name of the prompt file, without folders. */
  readonly file: string;
  readonly rows: readonly { readonly label: string; readonly caption?: string }[];
  readonly columns: readonly { readonly label: string }[];
  /** Row by row, as in the plan. */
  readonly cells: readonly GridCell[];
  readonly done: number;
  readonly total: number;
  readonly activity: GridActivity;
  /** What the last run did otherwise than asked, each in one sentence. */
  readonly notes?: readonly string[];
}

export interface GridCell {
  readonly settings: DrawSettings;
  /** The recipe leaves this cell out: it has no images and gets none. */
  readonly isSkipped?: true;
  readonly images: readonly GridImage[];
}

export interface GridImage {
  readonly key: string;
  readonly state: ImageState;
  /** Of the picture, or of the preview while it is being drawn. */
  readonly url?: string;
  readonly prompt: string;
  readonly negative: string;
  readonly seed: number;
  /** Counted from 1. */
  readonly line: number;
  /** Why it failed. */
  readonly reason?: string;
}

export type GridActivity =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading'; readonly stage?: 'warming-up'; readonly part?: string }
  | { readonly kind: 'drawing'; readonly secondsLeft?: number; readonly step?: StepOfImage }
  | { readonly kind: 'failed'; readonly sentence: string }
  | Unavailable;

export interface StepOfImage {
  /** From 1 to `count`. */
  readonly index: number;
  readonly count: number;
}

/** Nothing can be started: the declaration is gone or has errors, or the workspace is not trusted. */
export type Unavailable =
  | { readonly kind: 'gone'; readonly sentence: string }
  | { readonly kind: 'untrusted'; readonly sentence: string };

export type MatrixCalls = {
  /** Reports a snapshot now and after every change; ends when it is cancelled. */
  readonly watch: Call<Nothing, MatrixSnapshot, null>;
  readonly evaluate: Call<Nothing, never, null>;
  readonly cancel: Call<Nothing, never, null>;
  /** The images of one cell of one source's matrix, surest mistakes first. */
  readonly cellImages: Call<MatrixCell, never, readonly MatrixImage[]>;
  /** Selects the line that made a drawn image; opens the file of a real one. */
  readonly revealImage: Call<MatrixImageId, never, null>;
  readonly openImage: Call<MatrixImageId, never, null>;
  /** Selects an `expect` or `check`; an index into the report's statements. */
  readonly revealStatement: Call<{ readonly statement: number }, never, null>;
  readonly trustWorkspace: Call<Nothing, never, null>;
  readonly showLog: Call<Nothing, never, null>;
};

export const matrixMethods: MethodTable<MatrixCalls> = {
  watch: true,
  evaluate: true,
  cancel: true,
  cellImages: true,
  revealImage: true,
  openImage: true,
  revealStatement: true,
  trustWorkspace: true,
  showLog: true,
};

export interface MatrixSnapshot {
  readonly id: DeclarationId;
  /** Name of the prompt file, without folders. */
  readonly file: string;
  /** The last report; absent when there is none. */
  readonly report?: MatrixReport;
  /** The words or images have changed since the report was made. */
  readonly stale: boolean;
  readonly activity: MatrixActivity;
}

/** A report without its images, which are asked for cell by cell. */
export interface MatrixReport {
  /** ISO 8601. */
  readonly made: string;
  /** For people: model and provider. */
  readonly judge: string;
  readonly classes: readonly string[];
  readonly sources: readonly Omit<SourceReport, 'images'>[];
  readonly statements: readonly StatementReport[];
  readonly verdict: Verdict;
  /** What was done otherwise than asked, each in one sentence. */
  readonly notes?: readonly string[];
}

export type MatrixActivity =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'evaluating';
      /** For people: what is being done. */
      readonly label: string;
      readonly done: number;
      readonly total: number;
      readonly secondsLeft?: number;
    }
  | { readonly kind: 'failed'; readonly sentence: string }
  | Unavailable;

/** Indices into the report's sources and classes. */
export interface MatrixCell {
  readonly source: number;
  readonly actual: number;
  readonly predicted: number;
}

/** Indices into the report's sources and into that source's images. */
export interface MatrixImageId {
  readonly source: number;
  readonly image: number;
}

export interface MatrixImage {
  readonly id: MatrixImageId;
  readonly url: string;
  /** For people: the file's name, or the prompt of a drawn image. */
  readonly label: string;
  readonly confidence: number;
  readonly margin: number;
  /** Of drawn images: the line that made it, counted from 1. */
  readonly line?: number;
}
