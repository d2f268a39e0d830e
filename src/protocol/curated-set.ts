/** @file A curation carried out to its end: which images are in the set, in which split, and why others are not. */
import type { SourceSpan } from '../language/plan/plan.ts';
import type { CurationState } from './curation.ts';
import type { SplitName } from './decisions.ts';

/** An image of the finished set. */
export interface CuratedImage {
  /** Hex SHA-256 of its size and pixels. */
  readonly id: string;
  /** Absolute path. */
  readonly file: string;
  /** Hex SHA-256 of that file. */
  readonly hash: string;
  /** What it shows: the class it was drawn as, or what reviewers named instead. */
  readonly class: string;
  /** Of another class than it was drawn as: that one. */
  readonly drawnAs?: string;
  /** Absent when the set is not split. */
  readonly split?: SplitName;
  /** Whether reviewers keep it, or rules let it pass. */
  readonly by: 'decision' | 'rules';
  /** Recipe or data set. */
  readonly from: string;
  readonly isDrawn: boolean;
  /** The plan's key; absent of a real image. */
  readonly key?: string;
  readonly prompt?: string;
  readonly negative?: string;
  readonly seed?: number;
  readonly steps?: number;
  readonly guidance?: number;
  readonly scheduler?: string;
  /** The line that made it. */
  readonly source?: SourceSpan;
  readonly score?: number;
  readonly margin?: number;
  readonly predicted?: string;
  readonly rating?: number;
  readonly tags: readonly string[];
  /** Who keeps it. */
  readonly reviewers: readonly string[];
}

/** Why images that were drawn are not in the set. */
export type LeftOut =
  | 'rejected'
  | 'ruled-out'
  | 'waiting'
  | 'disputed'
  /** An earlier or better image is nearly the same. */
  | 'duplicate'
  /** Its class has enough. */
  | 'balance'
  /** The shares of the split leave it over. */
  | 'unsplit'
  /** It is of no class. */
  | 'unlabelled';

export interface CuratedSet {
  readonly name: string;
  /** By split, class and id, each by code unit. */
  readonly images: readonly CuratedImage[];
  readonly leftOut: readonly { readonly because: LeftOut; readonly images: number }[];
  /** Images of its recipes that are not drawn. */
  readonly missing: number;
  /** Of the set: how many there are of each class, and how many were asked for. */
  readonly classes: readonly { readonly name: string; readonly images: number; readonly wanted?: number }[];
  /** Pairs that stand on both sides of a border that nothing may cross; none in a set that can be trusted. */
  readonly leaks: readonly Leak[];
  readonly agreement: CurationState['agreement'];
  /** What was done otherwise than asked, each in one sentence. */
  readonly notes: readonly string[];
}

/** An image of the set, and one on the other side that is nearly the same. */
export interface Leak {
  readonly kind: 'near-duplicate' | 'same-pixels' | 'same-seed';
  /** Absolute paths. */
  readonly file: string;
  readonly other: string;
  /** Names of splits, or of the data set that is held out. */
  readonly side: string;
  readonly otherSide: string;
  /** Cosine of the embeddings, where they were compared. */
  readonly likeness?: number;
}
