/** @file What an evaluation found, and how far it has come. */
import type { ModelSpec, SourceSpan } from '../language/plan/plan.ts';
import type { ProviderName } from './engine.ts';

export interface EvaluateProgress {
  readonly stage: 'loading' | 'warming-up' | 'drawing' | 'reading' | 'judging';
  /** While loading what is opened, else what is measured; for people. */
  readonly part?: string;
  /** The data set or recipe at work. */
  readonly source?: string;
  readonly done: number;
  readonly total: number;
  readonly secondsLeft?: number;
  /** What was at work is finished, and the queue waits to be resumed. */
  readonly isPaused?: true;
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
  readonly analysis: SourceAnalysis;
}

export interface ClassReport {
  readonly class: string;
  readonly recall: Estimate;
  readonly precision: Estimate;
  readonly f1: Estimate;
}

/** A number with its 95% interval, mostly a share. `value`, `low`, `high` are null when `n` is 0. */
export interface Estimate {
  readonly value: number | null;
  readonly n: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Wilson's score interval of a share, MOVER of a mean of shares, percentile bootstrap over images of anything else. */
  readonly method: 'wilson' | 'mover' | 'bootstrap';
  /** What it is when it is no share, and so not written in percent. */
  readonly unit?: 'cosine';
}

export interface JudgedImage {
  /** Absolute path. */
  readonly file: string;
  /** Hex SHA-256 of it. */
  readonly hash: string;
  /** Index into the report's classes. */
  readonly actual: number;
  /** Index into the report's classes. */
  readonly predicted: number;
  /** The second likeliest class; −1 when there is but one. */
  readonly runnerUp: number;
  /** Probability of the predicted class. */
  readonly confidence: number;
  /** Probability of the predicted class less that of the runner-up. */
  readonly margin: number;
  /** Probability of the class that the image is of. */
  readonly truth: number;
  /** Place of that class among all, the likeliest being 1. */
  readonly rank: number;
  /**
   * Of drawn images where a statement is about it: cosine of the image and of its own prompt; null when the judge cannot
   * read the prompt whole.
   */
  readonly score?: number | null;
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

/** A difference of two numbers with its 95% interval; null when there was nothing to compare. */
export interface Difference {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Pairs that it was taken over. */
  readonly n: number;
  readonly method: 'paired-bootstrap';
}

/** What can be seen of a source's images beside the matrix. */
export interface SourceAnalysis {
  /** Place k − 1: the share of images whose class is among the k likeliest; up to ten, or as many as there are classes. */
  readonly topK: readonly Estimate[];
  readonly calibration: Calibration;
  readonly margins: MarginHistogram;
  /** Classes that are taken for one another most, the worst first, at most twenty. */
  readonly confusedPairs: readonly ConfusedPair[];
}

/** How far confidence is from being right that often (Guo et al. 2017, On Calibration of Modern Neural Networks). */
export interface Calibration {
  /** Fifteen of equal width over (0, 1]; confidence and accuracy are null in an empty one. */
  readonly bins: readonly {
    readonly n: number;
    readonly confidence: number | null;
    readonly accuracy: number | null;
  }[];
  /** Expected calibration error; its interval is bootstrapped over images. */
  readonly error: Estimate;
  /** What logits are divided by so that the likelihood of the true classes is greatest; null without images. */
  readonly temperature: number | null;
  /** Expected calibration error after that, on the same images: a best case. */
  readonly errorAfter: number | null;
}

/** Probability of the true class less that of the likeliest other one, from −1 to 1: below 0 the judge was wrong. */
export interface MarginHistogram {
  /** Images in each of twenty parts of equal width from −1 to 1; 1 itself is in the last. */
  readonly counts: readonly number[];
  /** Null without images. */
  readonly median: number | null;
}

/** Indices of classes. */
export interface ConfusedPair {
  readonly a: number;
  readonly b: number;
  /** Images of a taken for b, and of b taken for a. */
  readonly aForB: number;
  readonly bForA: number;
  /** Cosine of the two classes as the judge reads their words. */
  readonly cosine: number;
}

/** What each line of the ensemble contributes: what is measured without it, on the same images. */
export interface ContributionReport {
  readonly evaluation: string;
  readonly sources: readonly SourceContributions[];
}

export interface SourceContributions {
  readonly name: string;
  /** Images that were looked at; fewer than there are when that would take too long. */
  readonly n: number;
  readonly of: number;
  readonly accuracy: Estimate;
  readonly lines: readonly LineContribution[];
}

/** A line of a template, or the caption of `also`: all prompts that come from one place of the file. */
export interface LineContribution {
  readonly source: SourceSpan;
  /** One of its prompts, as the judge reads it. */
  readonly example: string;
  /** Of the line alone. */
  readonly alone: Estimate;
  /** Accuracy with all lines less accuracy without this one: above 0 it helps. */
  readonly contribution: Difference;
}

export type MapMethod = 'pca' | 'umap';

/** Images and class prompts in a plane. */
export interface EmbeddingMap {
  readonly method: MapMethod;
  /** Of each source of the report, in its order: x and y of its images in theirs; null for one that was left out. */
  readonly sources: readonly (readonly (readonly [number, number] | null)[])[];
  /** x and y of each class, in the report's order. */
  readonly classes: readonly (readonly [number, number])[];
  /** PCA: share of the variance that the plane shows. */
  readonly explained?: number;
  /** What the reader must know, in one sentence each, such as that images were left out. */
  readonly notes: readonly string[];
}
