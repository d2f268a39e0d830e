/** @file What an evaluation found, and how far it has come. */
import type { ModelSpec, SourceSpan } from '../language/plan/plan.ts';
import type { ProviderName } from './engine.ts';

export interface EvaluateProgress {
  readonly stage: 'loading' | 'warming-up' | 'drawing' | 'reading' | 'judging';
  /** While loading: what is opened, for people. */
  readonly part?: string;
  /** The data set or recipe at work. */
  readonly source?: string;
  readonly done: number;
  readonly total: number;
  readonly secondsLeft?: number;
}

export interface EvaluationReport {
  readonly evaluation: string;
  readonly file: string;
  readonly model: { readonly spec: ModelSpec; readonly digest: string; readonly provider: ProviderName };
  /** ISO 8601. */
  readonly made: string;
  readonly milliseconds: number;
  /** What was done otherwise than asked, each in one sentence; absent when there is nothing to say. */
  readonly notes?: readonly string[];
  readonly classes: readonly string[];
  readonly sources: readonly SourceReport[];
  readonly statements: readonly StatementReport[];
  /** Statements taken together: a failed `expect` fails, a failed `check` asks for a human. */
  readonly verdict: Verdict;
}

export type Verdict = 'passed' | 'failed' | 'needs-review';

/** What was found on one data set or on one recipe's images. */
export interface SourceReport {
  readonly name: string;
  readonly kind: 'data' | 'recipe';
  readonly images: readonly JudgedImage[];
  /**
   * What could not be judged; counted and named, never silently left out. `file` is an absolute path; of a recipe, the
   * prompt of an image that was not drawn, or the recipe's name for a row of no class.
   */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  /** Counts; `confusion[actual][predicted]`, both in the order of the report's classes. */
  readonly confusion: readonly (readonly number[])[];
  readonly accuracy: Estimate;
  readonly balancedAccuracy: Estimate;
  readonly top5: Estimate;
  readonly perClass: readonly ClassReport[];
  /** Column settings of the recipe that each column's accuracy was taken over; empty for data. */
  readonly columns: readonly { readonly label: string; readonly accuracy: Estimate }[];
}

export interface ClassReport {
  readonly class: string;
  readonly recall: Estimate;
  readonly precision: Estimate;
  readonly f1: Estimate;
}

/** A share with its 95 % interval. `value`, `low`, `high` are null when `n` is 0. */
export interface Estimate {
  readonly value: number | null;
  readonly n: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly method: 'wilson' | 'mover';
}

export interface JudgedImage {
  /** Absolute path. */
  readonly file: string;
  /** Index into the report's classes. */
  readonly actual: number;
  /** Index into the report's classes. */
  readonly predicted: number;
  /** Probability of the predicted class. */
  readonly confidence: number;
  /** Probability of the predicted class less that of the runner-up. */
  readonly margin: number;
  /** Of drawn images: the line that made it, its prompt and its column in the recipe. */
  readonly origin?: {
    readonly source: SourceSpan;
    readonly prompt: string;
    readonly seed: number;
    readonly column: number;
  };
}

export interface StatementReport {
  readonly text: string;
  readonly kind: 'expect' | 'check';
  /** The data set or recipe it was judged on. */
  readonly source: string;
  readonly held: boolean;
  readonly measured: Estimate;
  /** Why it does not hold, when the number is not the reason: one sentence, such as that there was no image. */
  readonly reason?: string;
  readonly span: SourceSpan;
}
