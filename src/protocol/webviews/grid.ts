/** @file What the grid asks of the extension. */
import type { DrawSettings } from '../../language/plan/plan.ts';
import type { Call } from '../calls.ts';
import type { MethodTable } from '../connection.ts';
import type { ImageState } from '../engine.ts';
import type { DeclarationId, Nothing, Unavailable } from './declaration.ts';

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
