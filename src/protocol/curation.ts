/** @file What becomes of drawn images: rules of a `curate` sort them, reviewers decide, and decisions win. */
import type { Condition, CuratePlan } from '../language/plan/plan.ts';
import type { ReviewerProgress, ReviewerWord, TeamAgreement } from './agreement.ts';
import type { DecisionChange, FoldPolicy, ImageDecision, SplitName } from './decisions.ts';

export interface CurationQuestion {
  readonly curation: CuratePlan;
  /** Absent: that of the curation. */
  readonly policy?: FoldPolicy;
  /** Only these; absent: all. */
  readonly where?: Condition;
  /** Only these: hex SHA-256 of the file or of size and pixels, or an absolute path; absent: all. */
  readonly images?: readonly string[];
  /** Who sees no word of others, as long as there is an image that they have to decide. */
  readonly blindTo?: string;
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

/** What was written down about images of a curation. */
export interface LogQuestion extends CurationQuestion {
  /** Only what these reviewers wrote, by name or folder; absent: everybody. */
  readonly reviewers?: readonly string[];
}

/** One line of the log, in the order of their ids over all reviewers. */
export type LoggedDecision = {
  readonly id: string;
  /** ISO 8601; as the writer's clock said. */
  readonly ts: string;
  readonly by: string;
  /** Whether an undo took it back, and nothing took that one back. */
  readonly isUndone: boolean;
} & (
  | {
      readonly kind: 'act';
      readonly change: DecisionChange;
      /** Absolute path. */
      readonly file: string;
      /** What the image was drawn as. */
      readonly class?: string;
      /** What stood of the image by the same reviewer before. */
      readonly before: Omit<ReviewerWord, 'by' | 'ms'>;
      /** Common to what was decided at once. */
      readonly batch?: string;
    }
  /** `redo`: it takes back an undo. `images`: how many of the curation it is about. */
  | { readonly kind: 'undo' | 'redo'; readonly of: string; readonly images: number }
);

export interface DecisionLog {
  readonly lines: readonly LoggedDecision[];
  /** Whose review is blind, with images left to decide: all lines are their own. */
  readonly blindTo?: string;
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
  /** What each reviewer says, in the order of their names; absent where nobody said anything. */
  readonly words?: readonly ReviewerWord[];
  readonly fate: Fate;
}

export interface CurationState {
  readonly name: string;
  /** In the order of the sources; the same file once. */
  readonly samples: readonly CurationSample[];
  /** Images of its recipes that are not drawn. */
  readonly missing: number;
  /** How far reviewers agree beyond chance; null where no two spoke of one image, or that is hidden. */
  readonly agreement: TeamAgreement | null;
  /** Who is asked, in the order named, and then who decided besides; of a blind review, its reviewer alone. */
  readonly reviewers: readonly ReviewerProgress[];
  /** Whose review is blind, with images left to decide: all words above are their own. */
  readonly blindTo?: string;
  /** What was asked for and not done, each in one sentence. */
  readonly notes: readonly string[];
}
