/** @file What the matrix asks of the extension. */
import type { GroupPlan } from '../../language/plan/plan.ts';
import type { Call } from '../connection/calls.ts';
import type { MethodTable } from '../connection/connection.ts';
import type {
  ContributionReport,
  EmbeddingMap,
  MapMethod,
  SourceReport,
  StatementReport,
  Verdict,
} from '../evaluation.ts';
import type { DeclarationId, Nothing, Unavailable } from './declaration.ts';

export type MatrixCalls = {
  /** Reports a snapshot now and after every change; ends when it is cancelled. */
  readonly watch: Call<Nothing, MatrixSnapshot, null>;
  readonly evaluate: Call<Nothing, never, null>;
  readonly cancel: Call<Nothing, never, null>;
  /** A part of the images of one cell of one source's matrix: surest mistakes first, hits least sure first. */
  readonly cellImages: Call<MatrixCell & ListPart, never, MatrixImages>;
  /** Images by name, in this order; those that are gone are left out. */
  readonly images: Call<{ readonly ids: readonly MatrixImageId[] }, never, readonly MatrixImage[]>;
  /** What the judge reads for these classes, as the file now says it; in this order. */
  readonly wordings: Call<{ readonly classes: readonly number[] }, never, readonly ClassWording[]>;
  /** Selects the line that made a drawn image; opens the file of a real one. */
  readonly revealImage: Call<MatrixImageId, never, null>;
  readonly openImage: Call<MatrixImageId, never, null>;
  /** Selects an `expect` or `check`; an index into the report's statements. */
  readonly revealStatement: Call<{ readonly statement: number }, never, null>;
  /** Selects the line of a prompt that the judge reads: indices into the classes and into a wording's prompts. */
  readonly revealWording: Call<{ readonly class: number; readonly prompt: number }, never, null>;
  /** Begins an analysis, which the snapshots tell of; what was found before is forgotten. */
  readonly analyse: Call<AnalysisRequest, never, null>;
  readonly cancelAnalysis: Call<{ readonly kind: AnalysisKind }, never, null>;
  /** What was found; null until it was. */
  readonly contributions: Call<Nothing, never, ContributionReport | null>;
  /** Selects a line of the ensemble: indices into the contributions' sources and lines. */
  readonly revealContribution: Call<{ readonly source: number; readonly line: number }, never, null>;
  readonly embeddingMap: Call<Nothing, never, MatrixMap | null>;
  readonly trustWorkspace: Call<Nothing, never, null>;
  readonly showLog: Call<Nothing, never, null>;
};

export const matrixMethods: MethodTable<MatrixCalls> = {
  watch: true,
  evaluate: true,
  cancel: true,
  cellImages: true,
  images: true,
  wordings: true,
  revealImage: true,
  openImage: true,
  revealStatement: true,
  revealWording: true,
  analyse: true,
  cancelAnalysis: true,
  contributions: true,
  revealContribution: true,
  embeddingMap: true,
  trustWorkspace: true,
  showLog: true,
};

export interface MatrixSnapshot {
  readonly id: DeclarationId;
  /** Name of the prompt file, without folders. */
  readonly file: string;
  /** The last report; absent when there is none. */
  readonly report?: MatrixReport;
  /** What the report is compared with; absent when there is nothing. */
  readonly baseline?: MatrixBaseline;
  /** The words or images have changed since the report was made. */
  readonly stale: boolean;
  readonly activity: MatrixActivity;
  readonly analyses: { readonly [K in AnalysisKind]: AnalysisState };
}

/** A report without its images, which are asked for cell by cell. */
export interface MatrixReport {
  /** ISO 8601. */
  readonly made: string;
  /** For people: model and provider. */
  readonly judge: string;
  readonly classes: readonly string[];
  /** Of classes, as the file now has them. */
  readonly groups: readonly GroupPlan[];
  readonly sources: readonly MatrixSource[];
  readonly statements: readonly StatementReport[];
  readonly verdict: Verdict;
  /** What was done otherwise than asked, each in one sentence. */
  readonly notes?: readonly string[];
}

export type MatrixSource = Omit<SourceReport, 'images'>;

/** An earlier report of the same evaluation, by the names of its sources and classes. */
export interface MatrixBaseline {
  readonly as: 'baseline' | 'run before';
  /** ISO 8601. */
  readonly made: string;
  readonly classes: readonly string[];
  readonly sources: readonly Pick<SourceReport, 'name' | 'confusion' | 'accuracy'>[];
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

export type AnalysisRequest = { readonly kind: 'contributions' } | { readonly kind: 'map'; readonly method: MapMethod };

export type AnalysisKind = AnalysisRequest['kind'];

/** How far an analysis of the report that is shown has come. */
export type AnalysisState =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'running';
      /** For people: what is being done. */
      readonly label: string;
      readonly done: number;
      readonly total: number;
      readonly secondsLeft?: number;
    }
  | { readonly kind: 'failed'; readonly sentence: string }
  /** @property revision rises with every result: another one is to be asked for. */
  | { readonly kind: 'done'; readonly revision: number };

/**
 * A cell, or several that are shown as one: images of any of these classes that were judged as any of those. Indices into
 * the report's sources and classes.
 */
export interface MatrixCell {
  readonly source: number;
  readonly actual: readonly number[];
  readonly predicted: readonly number[];
}

/** Of a list that may be long. */
export interface ListPart {
  readonly from: number;
  readonly count: number;
}

/** Indices into the report's sources and into that source's images. */
export interface MatrixImageId {
  readonly source: number;
  readonly image: number;
}

export interface MatrixImages {
  readonly images: readonly MatrixImage[];
  /** All there are. */
  readonly total: number;
}

export interface MatrixImage {
  readonly id: MatrixImageId;
  readonly url: string;
  /** For people: the file's name, or the prompt of a drawn image. */
  readonly label: string;
  /** Indices into the report's classes. */
  readonly actual: number;
  readonly predicted: number;
  readonly confidence: number;
  readonly margin: number;
  /** Of drawn images: the line that made it, counted from 1. */
  readonly line?: number;
}

/** A class as the judge reads it. */
export interface ClassWording {
  /** Index into the report's classes. */
  readonly class: number;
  /** Empty when the file does not have the class any more. */
  readonly prompts: readonly {
    readonly text: string;
    /** Counted from 1. */
    readonly line: number;
  }[];
}

/** Places of images and class prompts in a plane. */
export interface MatrixMap extends Omit<EmbeddingMap, 'sources'> {
  /** In the report's order. */
  readonly sources: readonly {
    /** x and y of each image; null for one that was left out. */
    readonly places: EmbeddingMap['sources'][number];
    /** Indices into the report's classes, image by image. */
    readonly actual: readonly number[];
    readonly predicted: readonly number[];
  }[];
}
