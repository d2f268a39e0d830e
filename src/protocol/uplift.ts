/**
 * @file Whether a curated set helps: a probe on the judge's embeddings, trained on a few real images a class, against one
 * that is trained on the drawn images as well, tested on real images that nobody trained or chose on.
 */
import type { DataPlan, ModelSpec } from '../language/plan/plan.ts';
import type { Leak } from './curated-set.ts';
import type { CurationQuestion } from './curation.ts';

export interface UpliftQuestion extends Pick<CurationQuestion, 'curation' | 'policy'> {
  /** Real images that shots are drawn from; never those that are held out. */
  readonly training: readonly DataPlan[];
  /** Of the role `holdout`. */
  readonly holdout: readonly DataPlan[];
  /** Real images of each class, ascending. */
  readonly shots: readonly number[];
  /** Of the training images that are drawn, from 0 to 1, ascending. */
  readonly shares: readonly number[];
  /** How often the shots are drawn anew. */
  readonly seeds: number;
  /** What becomes of training images that are nearly held-out ones; absent: nothing is measured. */
  readonly leaks?: 'leave-out' | 'train';
}

/** Usual numbers of a question. */
export const usualUplift = { shots: [1, 2, 4, 8, 16], shares: [0, 0.25, 0.5, 0.75, 1], seeds: 5 } as const;

/** With less without, with its 95 % interval: seeds and test images resampled, see `docs/uplift.md`. */
export interface UpliftDifference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Test images. */
  readonly n: number;
  readonly seeds: number;
}

/** A number without and with the drawn images, each the mean over seeds. */
export interface UpliftMeasure {
  readonly without: number;
  readonly with: number;
  readonly difference: UpliftDifference;
}

/** `unclear`: its interval, widened for how many are looked at, holds 0. */
export type UpliftStanding = 'helps' | 'hurts' | 'unclear';

export interface UpliftComparison {
  /** Images trained on. */
  readonly real: number;
  readonly drawn: number;
  readonly accuracy: UpliftMeasure;
  readonly balancedAccuracy: UpliftMeasure;
  /** Recall, in the order of the report's classes. */
  readonly perClass: readonly UpliftMeasure[];
  /** By accuracy. */
  readonly standing: UpliftStanding;
}

export interface ShotsPoint extends UpliftComparison {
  /** Real images of each class. */
  readonly shots: number;
}

export interface SharePoint extends UpliftComparison {
  /** Of the training images, drawn. */
  readonly share: number;
}

/** Against `shots` real images of each class and no drawn one. */
export interface ShareCurve {
  readonly shots: number;
  readonly points: readonly SharePoint[];
}

/** Neighbouring points of the curve over shots that stand alike, taken together. */
export interface UpliftFinding {
  readonly from: number;
  readonly to: number;
  readonly standing: UpliftStanding;
  /** None of the points stands so by itself. */
  readonly isOnlyTogether: boolean;
  /** Of accuracy, the mean over these points; its interval is widened as for `standing`. */
  readonly difference: UpliftDifference;
}

export interface UpliftReport {
  readonly curation: string;
  readonly judge: ModelSpec;
  readonly classes: readonly string[];
  /** Names of data sets, and how many images each class has in them together. */
  readonly training: UpliftImages;
  readonly holdout: UpliftImages;
  /** Of the curated set; `names` are its sources. */
  readonly drawn: UpliftImages;
  readonly seeds: number;
  /** All drawn images added to so many real ones. */
  readonly curve: readonly ShotsPoint[];
  /** Drawn images in place of real ones; null when there are too few of either. */
  readonly inPlace: ShareCurve | null;
  /** Drawn images beside the real ones, so that they have that share; null when there are too few. */
  readonly onTop: ShareCurve | null;
  /** The curve over shots in few words. */
  readonly findings: readonly UpliftFinding[];
  /** That were left out or trained on all the same, as asked. */
  readonly leaks: readonly Leak[];
  /** What was done otherwise than asked, each in one sentence. */
  readonly notes: readonly string[];
}

export interface UpliftImages {
  readonly names: readonly string[];
  /** In the order of the report's classes. */
  readonly perClass: readonly number[];
}

/** Which data sets of a file are trained and which are tested on: shots, else the pool, by what the file says of them. */
export function upliftData(data: readonly DataPlan[]): Pick<UpliftQuestion, 'training' | 'holdout'> {
  const of = (role: DataPlan['role']) => data.filter((each) => each.role === role);
  const shots = of('shots');
  return { training: shots.length > 0 ? shots : of('pool'), holdout: of('holdout') };
}
