/** @file How far reviewers agree, how far each has come, and how fast they decide. */
import type { ImageDecision, SplitName } from './decisions.ts';
import type { Estimate } from './evaluation.ts';

/** What one reviewer says of an image; members are absent when nothing was said. */
export interface ReviewerWord extends ImageDecision {
  readonly by: string;
  /** The class that it shows instead. */
  readonly label?: string;
  /** From 1 to 5. */
  readonly rating?: number;
  readonly tags?: readonly string[];
  readonly split?: SplitName;
  readonly why?: readonly string[];
  readonly note?: string;
  /** Whole milliseconds that they looked at it before they kept or rejected it. */
  readonly ms?: number;
}

/** A kappa, from −1 to 1 with 0 for chance, and the same by class; its value is null where chance explains everything. */
export interface ClassedKappa extends Estimate {
  /** In the order of letters; classes of none of the images are left out. */
  readonly perClass: readonly { readonly class: string; readonly kappa: Estimate }[];
}

/**
 * Itself: Fleiss' kappa of keep against reject, over images that two or more decided; `perClass` over those of each class
 * by itself.
 */
export interface TeamAgreement extends ClassedKappa {
  /**
   * Fleiss' kappa of which class images show, over images of which two or more said so: by naming another, or by keeping
   * it as what it was drawn as. `perClass`: each against all others. Null where there are none.
   */
  readonly labels: ClassedKappa | null;
  /** Of all two reviewers who decided on a same image, in the order of letters. */
  readonly pairs: readonly PairAgreement[];
}

/** Cohen's kappa of two reviewers, over images that both decided. */
export interface PairAgreement {
  readonly reviewers: readonly [string, string];
  readonly verdicts: ClassedKappa;
  readonly labels: ClassedKappa | null;
}

/** Of the images of a curation that rules let pass, or that anybody decided. */
export interface ReviewerProgress {
  readonly reviewer: string;
  readonly kept: number;
  readonly rejected: number;
  /** That they have to decide yet. */
  readonly left: number;
  /** Decisions of which it is known how long the image was looked at. */
  readonly timed: number;
  /** Milliseconds; null when none is timed. */
  readonly medianMs: number | null;
  /** Kept after less time than it takes to see an image and to press a key. */
  readonly hasty: number;
}
