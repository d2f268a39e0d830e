/** @file What words mean to a judge before any image is looked at. */
import type { ModelSpec, SourceSpan } from '../language/plan/plan.ts';

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
