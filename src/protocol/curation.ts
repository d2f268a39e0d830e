/** @file What becomes of drawn images: rules of a `curate` sort them, reviewers decide, and decisions win. */
import type { Condition, CuratePlan } from '../language/plan/plan.ts';
import type { DecisionChange, FoldPolicy, ImageDecision, SplitName } from './decisions.ts';
import type { Estimate } from './evaluation.ts';

export interface CurationQuestion {
  readonly curation: CuratePlan;
  /** Absent: any reject. */
  readonly policy?: FoldPolicy;
  /** Only these; absent: all. */
  readonly where?: Condition;
  /** Whether `id` of what is in the set is wanted: every such picture is opened. */
  readonly ids?: boolean;
}

/** What a reviewer says of all images that a condition holds for, as one step to undo. */
export interface CurationRequest extends CurationQuestion {
  readonly reviewer: string;
  readonly change: DecisionChange;
  /** Nothing is written. */
  readonly isTrial: boolean;
}

export interface CurationChange {
  /** For which the condition holds. */
  readonly images: number;
  /** Of these, about which the reviewer had not said the same already. */
  readonly changed: number;
}

export type Fate =
  /** In the set: reviewers keep it. */
  | 'kept'
  /** In the set: nobody decided, and the rules let it pass. */
  | 'passed'
  /** Not decided, and the rules let it pass; named reviewers have to decide. */
  | 'waiting'
  /** Reviewers differ. */
  | 'disputed'
  | 'rejected'
  /** Nobody decided, and a rule leaves it out. */
  | 'ruled-out';

export const fates: readonly Fate[] = ['kept', 'passed', 'waiting', 'disputed', 'rejected', 'ruled-out'];

/** An image with all that is known of it; what is not known is absent. */
export interface CurationSample {
  /** Hex SHA-256 of its size and pixels. */
  readonly id?: string;
  /** Recipe or data set. */
  readonly recipe: string;
  /** The plan's key; absent of a real image, as are prompt and seed. */
  readonly key?: string;
  /** Absolute path. */
  readonly file: string;
  /** Hex SHA-256 of that file. */
  readonly hash: string;
  /** What it shows: the class it was drawn as, or what reviewers named instead. */
  readonly class?: string;
  readonly prompt?: string;
  readonly seed?: number;
  readonly score?: number;
  readonly margin?: number;
  readonly predicted?: string;
  readonly decision: ImageDecision['state'];
  readonly isFlagged: boolean;
  readonly isDisputed: boolean;
  readonly keptBy: readonly string[];
  readonly rejectedBy: readonly string[];
  readonly why: readonly string[];
  /** Mean of all ratings. */
  readonly rating?: number;
  readonly tags?: readonly string[];
  readonly split?: SplitName;
  readonly fate: Fate;
}

export interface CurationState {
  readonly name: string;
  /** In the order of the sources; the same file once. */
  readonly samples: readonly CurationSample[];
  /** Images of its recipes that are not drawn. */
  readonly missing: number;
  /**
   * How far reviewers agree beyond chance on what to keep (Fleiss' kappa, from −1 to 1), over images that two or more
   * decided; null when there are none.
   */
  readonly agreement: Estimate | null;
  /** What was asked for and not done, each in one sentence. */
  readonly notes: readonly string[];
}
