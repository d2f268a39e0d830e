/**
 * @file Images that people look through. A set is opened once, and may hold a million images: it is then asked for in
 * lists, and of a list for the part that is in view. An image is named by its number in the set, which stays; its place
 * in a list is another thing.
 */
import type { Condition, CuratePlan, DataPlan, RecipePlan, SourceSpan } from '../language/plan/plan.ts';
import type { DecisionChange, FoldPolicy, ImageDecision, SplitName } from './decisions.ts';

/** Names an open set; the engine that opened it knows it until that ends or `closeSet`. */
export type SetId = string;

/** Whose images. */
export type ImageSource = {
  /** Real images that they are held against: the data sets of the file (`Plan.data`), of any role. Absent: none. */
  readonly data?: readonly DataPlan[];
} & (
  | { readonly kind: 'recipes'; readonly recipes: readonly RecipePlan[] }
  | { readonly kind: 'curation'; readonly curation: CuratePlan }
);

export interface OpenSetRequest {
  /**
   * Hex SHA-256 of all that names its images (`stampOf`). An engine that knows them by it needs no source, and answers
   * with Failure `set-unknown` where it does not.
   */
  readonly stamp: string;
  readonly source?: ImageSource;
  /** Whose word on each image is shown and given. */
  readonly reviewer: string;
  /** Absent: any reject. */
  readonly policy?: FoldPolicy;
  /** What others decided is left out of every answer. */
  readonly isBlind?: boolean;
}

export interface OpenedSet {
  readonly set: SetId;
  /** Images that are drawn; each file once. */
  readonly count: number;
  /** Images that are not drawn. */
  readonly missing: number;
  /** Names of its classes, in the order of the file; keys 1 to 9 relabel to the first nine. */
  readonly classes: readonly string[];
  /** Fields of conditions that at least one image has. */
  readonly fields: readonly string[];
  /** What could not be had, each in one sentence. */
  readonly notes: readonly string[];
}

/** By what stands of the asking reviewer's own word; `disputed`: reviewers differ. */
export type ImageShow = 'all' | 'undecided' | 'kept' | 'rejected' | 'pinned' | 'disputed';

/** Orders by intent; each says of every image a number and what it means (`ImageRow.rank`). */
export type OrderIntent =
  /** Entropy of what the judge takes it for. */
  | 'uncertain'
  /** Least mean distance to its neighbours. */
  | 'typical'
  /** Each the farthest from all before it. */
  | 'different'
  /** Confident learning on out-of-sample probabilities. */
  | 'mislabelled'
  /** Members of a group of near-duplicates stand together; images without a group are left out. */
  | 'duplicates'
  /** Dark, bright, blurred, low information, odd size; images without an issue are left out. */
  | 'quality'
  | 'outliers'
  /** Nearest to one real image. */
  | 'memorised';

/** Every intent, in the order in which people are told of them. */
export const orderIntents: { readonly [I in OrderIntent]: true } = {
  uncertain: true,
  typical: true,
  different: true,
  mislabelled: true,
  duplicates: true,
  quality: true,
  outliers: true,
  memorised: true,
};

export function isOrderIntent(word: string): word is OrderIntent {
  return Object.hasOwn(orderIntents, word);
}

export type ImageOrder =
  | { readonly by: 'plan' }
  /** What has no value comes last. */
  | { readonly by: 'field'; readonly field: string; readonly isDescending: boolean }
  | { readonly by: OrderIntent };

export interface ListRequest {
  readonly set: SetId;
  readonly show: ImageShow;
  /** Only images for which it holds; absent: all. */
  readonly where?: Condition;
  readonly order: ImageOrder;
}

/** Numbers of lists rise; a set keeps the last few. */
export interface ImageList {
  readonly list: number;
  readonly count: number;
  /** A letter an image in the list's order: see `letterOf`. */
  readonly letters: string;
  /** What was left out or could not be measured, each in one sentence. */
  readonly notes: readonly string[];
}

export interface ListPart {
  readonly set: SetId;
  readonly list: number;
  readonly from: number;
  readonly count: number;
}

export interface ImageRow {
  /** In the set. */
  readonly number: number;
  /** The plan's key; absent of a real image. */
  readonly key?: string;
  /** Absolute path. */
  readonly file: string;
  /** Hex SHA-256 of the file. */
  readonly hash: string;
  /** Recipe or data set. */
  readonly from: string;
  /** What it was drawn as. */
  readonly class?: string;
  /** What the reviewer says it shows instead. */
  readonly label?: string;
  readonly prompt?: string;
  readonly seed?: number;
  /** Names and values, for people: steps, guidance, … */
  readonly settings: readonly (readonly [name: string, value: string])[];
  readonly width: number;
  readonly height: number;
  readonly score?: number;
  readonly margin?: number;
  readonly confidence?: number;
  readonly predicted?: string;
  /** The line that made it. */
  readonly source?: SourceSpan;
  /** The reviewer's own word. */
  readonly own: OwnDecision;
  /** Everybody's; absent in a blind review, and where nobody decided. */
  readonly team?: TeamWord;
  /** Of an order by intent. */
  readonly rank?: { readonly value: number; readonly words: string };
  /** Of the order `duplicates`: groups are numbered from 0. */
  readonly group?: { readonly number: number; readonly size: number; readonly likeness: number };
}

export interface OwnDecision extends ImageDecision {
  /** From 1 to 5. */
  readonly rating?: number;
  readonly tags: readonly string[];
  readonly why: readonly string[];
  readonly note?: string;
  readonly split?: SplitName;
}

export interface TeamWord {
  readonly state: ImageDecision['state'];
  readonly isDisputed: boolean;
  readonly keptBy: readonly string[];
  readonly rejectedBy: readonly string[];
  readonly label?: string;
}

/** Of a list, by field. Values are of most images first. */
export type Facet =
  | {
      readonly kind: 'values';
      readonly field: string;
      readonly values: readonly { readonly value: string; readonly count: number }[];
      /** Values beyond those listed. */
      readonly more: number;
      /** Images without a value. */
      readonly none: number;
    }
  | {
      readonly kind: 'range';
      readonly field: string;
      readonly least: number;
      readonly most: number;
      /** Equal parts of the range. */
      readonly counts: readonly number[];
      readonly none: number;
    };

/** Which images of a set: some by number, or all of a list. */
export type WhichImages = { readonly numbers: readonly number[] } | { readonly list: number };

export interface SetDecision {
  readonly set: SetId;
  readonly of: WhichImages;
  readonly change: DecisionChange;
  /** Nothing is written. */
  readonly isTrial?: boolean;
}

export interface DecidedStep {
  /** What undoes it: an event or a batch; empty when nothing changed. */
  readonly step: string;
  /** Images about which the reviewer had not said the same already. */
  readonly changed: number;
  /** Number and letter of each that changed; null when there are too many, and lists are to be read anew. */
  readonly letters: readonly (readonly [number: number, letter: string])[] | null;
}

/** What was decided by others than this set's own calls. */
export interface SetChange {
  /** Number and letter of each image whose own or common word changed; null: lists are to be read anew. */
  readonly letters: readonly (readonly [number: number, letter: string])[] | null;
}

/** Why an image has its score. */
export interface ScoreExplanation {
  /** Of every class: cosine with the image's embedding, and probability; the likeliest first. */
  readonly classes: readonly { readonly name: string; readonly cosine: number; readonly probability: number }[];
  /** How much each part of the image speaks for its class; absent when the judge cannot tell. */
  readonly heat?: HeatMap;
  /** In sentences: how the map was made, what it does not say. */
  readonly notes: readonly string[];
}

export interface HeatMap {
  /** `patches`: cosine of each patch token; `occlusion`: what the score loses when the part is covered. */
  readonly method: 'patches' | 'occlusion';
  /** The class whose words are compared. */
  readonly class: string;
  readonly rows: number;
  readonly columns: number;
  /** Row by row, from 0 (least) to 1 (most). */
  readonly values: readonly number[];
}

/** The real image that a judge finds most like a drawn one. */
export interface NearestReal {
  /** Absolute path. */
  readonly file: string;
  readonly class: string;
  /** Cosine of the embeddings. */
  readonly likeness: number;
  /** Name of the data set. */
  readonly data: string;
}
