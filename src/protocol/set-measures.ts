/** @file What can be said of a set of drawn images as a whole; `docs/measures.md` has the formulas. */
import type { Condition, CuratePlan, DataPlan, DataRole, ModelSpec } from '../language/plan/plan.ts';
import type { FoldPolicy } from './decisions.ts';
import type { Estimate } from './evaluation.ts';
import type { RecipeChoices } from './language.ts';

export interface MeasureQuestion {
  readonly curation: CuratePlan;
  /** Absent: the curation's own. */
  readonly policy?: FoldPolicy;
  /** Only images that it holds for; absent: all. */
  readonly where?: Condition;
  /** `set`: what the curation takes into the set; `drawn`: all of its drawn images, whatever becomes of them. */
  readonly of: 'set' | 'drawn';
  /** Real images that the set is held against; absent: none. */
  readonly against?: DataPlan;
  /** By recipe: what its images took where there was something to choose. */
  readonly choices?: Readonly<Record<string, RecipeChoices>>;
  /** By class: attributes and their values. */
  readonly attributes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export type MeasureName =
  | 'score'
  | 'margin'
  | 'predicted'
  | 'kept'
  | 'duplicates'
  | 'vendi'
  | 'precision'
  | 'recall'
  | 'density'
  | 'coverage'
  | 'cmmd'
  | 'kid'
  | 'authenticity';

/** A number of the whole set. */
export interface SetFigure {
  readonly measure: MeasureName;
  /** Null where there are too few images. */
  readonly value: number | null;
  /** Images that it is of. */
  readonly n: number;
  /** 95 % interval; null of what has none. */
  readonly low: number | null;
  readonly high: number | null;
}

export interface SetMeasures {
  readonly curation: string;
  readonly of: MeasureQuestion['of'];
  /** Drawn images that were measured, of those that are drawn. */
  readonly images: number;
  readonly drawn: number;
  /** Images of its recipes that are not drawn. */
  readonly missing: number;
  readonly judge: ModelSpec;
  readonly against: { readonly data: string; readonly role: DataRole; readonly images: number } | null;
  readonly figures: readonly SetFigure[];
  readonly classes: readonly ClassMeasures[];
  readonly balances: readonly BalanceTable[];
  /** The largest groups first. */
  readonly duplicates: readonly DuplicateFiles[];
  /** Real modes that no drawn image covers, the largest first. */
  readonly holes: readonly CoverageHoleFiles[];
  /** The most suspect first. */
  readonly suspects: readonly SuspectPair[];
  readonly slices: readonly SliceTable[];
  readonly bias: BiasReport;
  /** What was left out, or could not be measured, each in one sentence. */
  readonly notes: readonly string[];
}

export interface ClassMeasures {
  readonly class: string;
  readonly images: number;
  readonly score: Estimate;
  readonly margin: Estimate;
  readonly predicted: Estimate;
  /** Null without images. */
  readonly vendi: number | null;
}

/** Shares against those that were asked for. */
export interface BalanceTable {
  /** `class`, `attribute colour`, an axis, or a place where something is chosen. */
  readonly of: string;
  /** `balance`: as many of each class; `plan`: what the recipes ask for. */
  readonly target: 'balance' | 'plan';
  readonly groups: readonly {
    readonly value: string;
    readonly images: number;
    readonly share: Estimate;
    readonly target: number;
    /** ln(share / target), a share of 0 counting as 1/n; null of what nobody asked for. */
    readonly skew: number | null;
  }[];
  /** Null where something is there that nobody asked for. */
  readonly maxSkew: number | null;
  readonly minSkew: number;
  /** In nats; null where something is there that nobody asked for. */
  readonly divergence: number | null;
}

export interface DuplicateFiles {
  /** Absolute paths, the one that the others repeat first. */
  readonly files: readonly string[];
  /** Lowest cosine within the group. */
  readonly likeness: number | null;
}

export interface CoverageHoleFiles {
  /** Absolute path of the real image that stands for it. */
  readonly file: string;
  readonly class: string;
  /** Absolute paths, that one among them. */
  readonly files: readonly string[];
}

export interface SuspectPair {
  /** Absolute paths. */
  readonly drawn: string;
  readonly real: string;
  readonly class: string;
  /** Cosine of the two. */
  readonly likeness: number;
  /** Distance as a share of what is usual around the drawn image: 0 is the same. */
  readonly calibrated: number;
}

/** Drawn images by the values of one variable of their recipes. */
export interface SliceTable {
  /** `class`, `recipe`, an axis, the lines of a recipe, `{red|blue}`, `__colour__`. */
  readonly variable: string;
  readonly kind: 'class' | 'recipe' | 'axis' | 'line' | 'variant' | 'wildcard';
  readonly slices: readonly Slice[];
}

export interface Slice {
  readonly value: string;
  /** Drawn images. */
  readonly images: number;
  /** Share kept of those that were decided; of those that rules let pass where nobody decided anything. */
  readonly accepted: Estimate;
  readonly score: Estimate;
  readonly margin: Estimate;
  /** Share that repeats an earlier image. */
  readonly duplicates: Estimate;
}

export interface BiasReport {
  /** Whether `accepted` is what people decided, or what rules do. */
  readonly acceptedBy: 'decisions' | 'rules';
  /** From what the class can be told without looking at what is shown; the surest first. */
  readonly predictable: readonly Predictable[];
  /** Slices against all other images; the least p first. */
  readonly uneven: readonly UnevenSlice[];
}

/** Holm's correction is over all of its kind; beyond chance is below 0.05 after it. */
export interface Tested {
  readonly p: number;
  /** After Holm's correction. */
  readonly adjusted: number;
  readonly isBeyondChance: boolean;
}

export interface Predictable extends Tested {
  /** `brightness`, `contrast`, `sharpness`, `size`, `colour`, or a variable. */
  readonly from: string;
  /** Share of images whose class is told right, out of sample. */
  readonly accuracy: Estimate;
  /** Share of the most frequent class. */
  readonly baseline: number;
}

export interface UnevenSlice extends Tested {
  readonly variable: string;
  readonly value: string;
  readonly accepted: Estimate;
  /** The same of all other images. */
  readonly rest: Estimate;
}
