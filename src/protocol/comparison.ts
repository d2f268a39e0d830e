/** @file What changed between two states of a recipe or of an evaluation: in words, in pixels, and for better or worse. */
import type { DrawSettings, EvaluationPlan, RecipePlan, SourceSpan } from '../language/plan/plan.ts';
import type { ImageState } from './engine.ts';
import type { Difference, Estimate } from './evaluation.ts';
import type { RunId } from './runs.ts';
import type { ImageScore } from './scores.ts';

export interface CompareRequest {
  readonly before: CompareSide;
  readonly after: CompareSide;
  readonly effort: CompareEffort;
}

/**
 * `cached`: what is known alone; opens no model. `judge`: what is drawn is judged, too. `draw`: what is missing on either
 * side is drawn first.
 */
export type CompareEffort = 'cached' | 'judge' | 'draw';

/** Both sides are of one kind: two recipes, or two evaluations. */
export type CompareSide =
  | { readonly kind: 'run'; readonly run: RunId }
  | { readonly kind: 'recipe'; readonly recipe: RecipePlan; readonly label: string }
  | { readonly kind: 'evaluation'; readonly evaluation: EvaluationPlan; readonly label: string };

export interface Comparison {
  readonly subject: { readonly kind: 'recipe' | 'evaluation'; readonly name: string };
  readonly before: ComparedSide;
  readonly after: ComparedSide;
  /** Alike changes stand together, those that concern the most first. */
  readonly words: readonly WordChange[];
  /** Of the recipe, or of each recipe that the evaluation judges. */
  readonly pictures: readonly PictureSet[];
  readonly measures: readonly Measure[];
  readonly matrices: readonly MatrixChange[];
  readonly statements: readonly StatementChange[];
  /** What the reader must know to trust the numbers, in one sentence each. */
  readonly notes: readonly string[];
}

export interface ComparedSide {
  /** For people: `HEAD`, `working tree`, `run of 12:03`. */
  readonly label: string;
  readonly run?: RunId;
  /** Of the images that the plan asks for, how many there are. */
  readonly drawn: number;
  readonly total: number;
  /** Whether there are scores, or a report. */
  readonly isJudged: boolean;
}

/** One change of words or settings, and how often it was made. */
export interface WordChange {
  readonly what: WordKind;
  /** For people, where it shows first: `shirt`, `shirt · guidance 3`. */
  readonly where: string;
  /** Empty when there was nothing before, or is nothing after. */
  readonly pieces: readonly WordPiece[];
  readonly before?: SourceSpan;
  readonly after?: SourceSpan;
  /** How many images, or prompts of the judge, are concerned. */
  readonly count: number;
}

export type WordKind = 'prompt' | 'negative' | 'judged' | 'setting' | 'model' | 'statement';

export interface WordPiece {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

export interface PictureSet {
  readonly recipe: string;
  /** In the order of the grid after, those that are no longer there last. */
  readonly pairs: readonly PicturePair[];
}

/** What was asked for at the same place: same row, same column, same number. */
export interface PicturePair {
  readonly row: string;
  readonly column: string;
  /** Within the cell, from 1. */
  readonly number: number;
  /** What is asked otherwise; empty where nothing is. */
  readonly asked: readonly ('words' | 'settings' | 'seed' | 'model')[];
  readonly before?: PictureSide;
  readonly after?: PictureSide;
  readonly pixels: PixelChange;
}

/** `unknown`: an image is missing, or the place is there on one side alone. */
export type PixelChange =
  | { readonly kind: 'same' }
  /** Mean difference of the channels at 64 × 64 pixels, from 0 to 1; absent when it was not taken. */
  | { readonly kind: 'changed'; readonly distance?: number }
  | { readonly kind: 'unknown' };

export interface PictureSide {
  readonly key: string;
  readonly state: ImageState;
  /** Absolute path, once drawn. */
  readonly file?: string;
  readonly hash?: string;
  readonly prompt: string;
  readonly negative: string;
  readonly seed: number;
  readonly settings: DrawSettings;
  readonly source: SourceSpan;
  /** By the judge that both sides share; absent when it was not judged. */
  readonly score?: PictureScore;
}

export interface PictureScore extends Omit<ImageScore, 'predicted'> {
  /** Name of the likeliest class; absent when fewer than two are told apart. */
  readonly predicted?: string;
}

/** Above 0 is more than before, which is better where `better` says `higher`. */
export interface Measure {
  readonly metric: MeasureName;
  readonly class?: string;
  /** Data set or recipe. */
  readonly source: string;
  readonly better: 'higher' | 'lower';
  readonly before: number | null;
  readonly after: number | null;
  readonly difference: MeasuredDifference;
  /** Pairs that went up, and down; absent where there were none to look at. */
  readonly moved?: { readonly up: number; readonly down: number };
  readonly verdict: ChangeVerdict;
}

/** `independent`: of sources that have no image in common, from the intervals of both sides. */
export type MeasuredDifference =
  | Difference
  | (Omit<Difference, 'method'> & {
      readonly method: 'independent';
    });

export type MeasureName =
  | 'accuracy'
  | 'balanced-accuracy'
  | 'recall'
  /** Drawn images: share that the judge takes for what was asked; mean cosine with their own prompt; mean margin. */
  | 'fidelity'
  | 'score'
  | 'margin';

export type ChangeVerdict = 'better' | 'worse' | 'no clear difference';

/** Counts of both sides, in one order of classes. */
export interface MatrixChange {
  readonly source: string;
  readonly classes: readonly string[];
  readonly before: readonly (readonly number[])[];
  readonly after: readonly (readonly number[])[];
  /** Classes of one side alone: their rows and columns are empty on the other. */
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

export interface StatementChange {
  readonly text: string;
  readonly kind: 'expect' | 'check';
  readonly source: string;
  readonly before?: StatementOutcome;
  readonly after?: StatementOutcome;
  readonly flip: 'holds now' | 'fails now' | 'none';
}

export interface StatementOutcome {
  readonly held: boolean;
  readonly measured: Estimate;
  readonly span: SourceSpan;
}
