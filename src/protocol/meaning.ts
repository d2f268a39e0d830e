/** @file What words mean to a judge before any image is looked at. */
import type { EvaluationPlan, JudgedPrompt, ModelSpec, SourceSpan } from '../language/plan/plan.ts';
import type { Difference, Estimate } from './evaluation.ts';

export interface MeaningReport {
  readonly judge: { readonly spec: ModelSpec; readonly digest: string };
  /** One a class, in the order of the judging plan. */
  readonly classes: readonly ClassMeaning[];
  /** Captions of different classes that are nearly the same to the judge, the nearest first. */
  readonly nearCaptions: readonly NearCaptions[];
}

export interface ClassMeaning {
  readonly class: string;
  /** The class that is nearest to it, and the cosine of the two; absent when it is alone. */
  readonly nearest?: { readonly class: string; readonly cosine: number };
}

export interface NearCaptions {
  readonly a: CaptionOfClass;
  readonly b: CaptionOfClass;
  readonly cosine: number;
}

export interface CaptionOfClass {
  readonly class: string;
  readonly text: string;
  readonly source: SourceSpan;
}

/** Other words for a class, to be tried. */
export interface WordingRequest {
  readonly evaluation: EvaluationPlan;
  /** Whose words they are. */
  readonly class: string;
  readonly candidates: readonly WordingCandidate[];
}

export interface WordingCandidate {
  /** As the judge would read it in the evaluation's lines. */
  readonly prompts: readonly JudgedPrompt[];
}

/** What came of it, in the order of the candidates. */
export interface WordingTrials {
  /** As it is written now. */
  readonly now: WordingFigures;
  readonly trials: readonly WordingTrial[];
}

export interface WordingFigures {
  readonly nearest?: ClassMeaning['nearest'];
  /** One a source of the evaluation whose images are there. */
  readonly sources: readonly { readonly name: string; readonly recall: Estimate; readonly accuracy: Estimate }[];
}

export interface WordingTrial extends WordingFigures {
  /** Less what is written now, on the same images, in the order of `sources`. */
  readonly differences: readonly { readonly recall: Difference; readonly accuracy: Difference }[];
}
