/** @file What the matrix asks of the extension. */
import type { Call } from '../calls.ts';
import type { MethodTable } from '../connection.ts';
import type { SourceReport, StatementReport, Verdict } from '../evaluation.ts';
import type { DeclarationId, Nothing, Unavailable } from './declaration.ts';

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
