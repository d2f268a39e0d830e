/**
 * @file What a `.vlprompt` file asks for, as plain data.
 *
 * The language compiles a file to a `Plan`; the editor, the command line and the engine all start from it. A plan is
 * pure, deterministic JSON: no model was opened and no image was read to make it. Paths are relative to the workspace
 * folder and written with `/`.
 */

/** Raised when the meaning of a field changes; an engine refuses a plan of another version. */
export const PLAN_VERSION = 3;

/** Zero-based, as in the language server protocol. */
export interface SourcePosition {
  readonly line: number;
  readonly character: number;
}

/** A place in a prompt file; every drawn image and every judged prompt carries the one that made it. */
export interface SourceSpan {
  readonly file: string;
  readonly start: SourcePosition;
  readonly end: SourcePosition;
}

export interface Plan {
  readonly version: typeof PLAN_VERSION;
  readonly file: string;
  /** That can be named in the file: its own and those it imports. */
  readonly classes: readonly ClassPlan[];
  /** The same of data sets. */
  readonly data: readonly DataPlan[];
  readonly recipes: readonly RecipePlan[];
  readonly evaluations: readonly EvaluationPlan[];
  /** Absent when the file declares none. */
  readonly curations?: readonly CuratePlan[];
}

/** Where a model is found. `starter` ships with the product; `folder` is inside the workspace or a trusted folder. */
export type ModelSpec =
  | { readonly kind: 'starter'; readonly name: string }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'hub'; readonly repository: string; readonly revision: string };

export interface ModelPlan {
  /** The name it was declared under; absent when the default was used. */
  readonly name?: string;
  readonly spec: ModelSpec;
  /** Which of the model's files; absent: the most exact that what it runs on can compute with. */
  readonly precision?: Precision;
  /** What it runs on; absent: what the engine was told. */
  readonly provider?: 'cpu' | 'webgpu' | 'cuda' | 'dml' | 'coreml';
  /** Files of learned tokens, relative to the workspace; absent when there are none. */
  readonly adapters?: readonly string[];
  readonly span?: SourceSpan;
}

export type Precision = 'fp32' | 'fp16' | 'int8';

export interface ClassPlan {
  readonly name: string;
  /** The caption first, then every `also`. Never empty. */
  readonly captions: readonly string[];
  readonly negative?: string;
  readonly description?: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly span: SourceSpan;
}

/** Real images. */
export interface DataPlan {
  readonly name: string;
  readonly path: string;
  /** Where the class of an image is said: by its folder, `<path>/<class>/*`, by the format's own means, or by a table. */
  readonly labels: 'folders' | LabelTable;
  /** How its files are laid out; absent: found out from what is there. */
  readonly format?: DataFormat;
  readonly role: DataRole;
  readonly licence?: string;
  readonly span: SourceSpan;
}

/** A row for each image, by a column `file` or the like. */
export interface LabelTable {
  /** Relative to the workspace; CSV, JSONL or Parquet by its ending. */
  readonly file: string;
  /** That says the class. */
  readonly column: string;
}

/** `folder`: `<path>/<class>/*`. */
export type DataFormat =
  | 'folder'
  | 'imagefolder'
  | 'csv'
  | 'jsonl'
  | 'coco'
  | 'webdataset'
  | 'parquet'
  | 'fiftyone'
  | 'cvat';

export type DataRole = 'holdout' | 'shots' | 'pool';

export type SchedulerName =
  /** The one that the model's own files name. */
  'auto' | 'ddim' | 'euler' | 'euler-a' | 'dpmpp-2m' | 'dpmpp-2m-karras' | 'unipc' | 'pndm' | 'lcm' | 'ddpm';

export interface AxisPlan {
  /** A setting of the recipe, a constant with several values, or `variant`: the combinations of `expand: all`. */
  readonly name: string;
  /** In the order written, each at most once. */
  readonly values: readonly AxisValue[];
}

/** Sizes are written `64x64`; prompts and constants as people read them. */
export type AxisValue = number | string;

/** How brackets in a prompt are read: as A1111 does, as it does without its normalization, as ComfyUI does, or not. */
export type Dialect = 'a1111' | 'a1111-nonorm' | 'comfy' | 'none';

/** Words of one weight; 1 is neutral. */
export interface WeightedText {
  readonly text: string;
  readonly weight: number;
}

/** How a painter reads a prompt that is more than plain text. */
export interface PromptReading {
  /** Distinct wordings; each is split at BREAK into sections, each of runs of one weight. */
  readonly wordings: readonly (readonly (readonly WeightedText[])[])[];
  /** For each step the index of its wording. */
  readonly steps: readonly number[];
}

export interface DrawSettings {
  readonly steps: number;
  readonly scheduler: SchedulerName;
  readonly guidance: number;
  /** φ of Lin et al. 2024, from 0 to 1: how far guidance is kept from raising contrast; absent when 0. */
  readonly rescale?: number;
  /** Whose generator draws the noise: `philox` is torch's on CUDA; absent for torch's on the CPU. */
  readonly noise?: 'philox';
  /** How much of the first image is redrawn, from 0 to 1; there exactly when images have an `init`. */
  readonly strength?: number;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
}

/** An image that a drawing begins with, or a mask. */
export type ImageSource =
  /** Relative to the workspace. */
  | { readonly kind: 'file'; readonly path: string }
  /** Image `index` of a class's folder in the order of names, beginning anew behind the last; of all without a class. */
  | { readonly kind: 'data'; readonly path: string; readonly class?: string; readonly index: number }
  /** One that a recipe of `RecipePlan.sources` draws; the key of its image. */
  | { readonly kind: 'drawn'; readonly recipe: string; readonly key: string };

/**
 * A grid: rows are classes (one unnamed row when the prompt uses none), columns are the product of the axes, in which
 * zipped axes advance together and columns that the recipe skips for every row are left out.
 */
export interface RecipePlan {
  readonly name: string;
  readonly model: ModelPlan;
  readonly axes: readonly AxisPlan[];
  readonly rows: readonly RowPlan[];
  readonly columns: readonly ColumnPlan[];
  /** Row by row: cell (r, c) is `cells[r * columns.length + c]`. */
  readonly cells: readonly CellPlan[];
  /**
   * Recipes whose images this one begins with, and those that these begin with, in the order to draw them; their cells
   * hold the images that are needed alone. Absent when there are none.
   */
  readonly sources?: readonly RecipePlan[];
  /** How its images are scored; absent when the file names no judge that can be used. */
  readonly judging?: JudgingPlan;
  readonly span: SourceSpan;
}

/** A judge and the classes that it tells apart. */
export interface JudgingPlan {
  readonly model: ModelPlan;
  readonly classes: readonly JudgedClassPlan[];
}

export interface RowPlan {
  /** The class; absent when the recipe's prompt is about no class. */
  readonly class?: string;
  readonly label: string;
}

export interface ColumnPlan {
  /** One value for each axis, in the axes' order; empty when there is no axis. */
  readonly values: readonly AxisValue[];
  /** For people: `guidance 3`; empty when there is no axis. */
  readonly label: string;
}

export interface CellPlan {
  readonly row: number;
  readonly column: number;
  readonly settings: DrawSettings;
  /** Empty in a cell that is skipped. */
  readonly images: readonly ImagePlan[];
  /** Left out by a `skip where`, or by `expand: all` where its class has fewer variants than others. */
  readonly isSkipped?: true;
}

export interface ImagePlan {
  /**
   * Hex SHA-256 of everything the file says that affects the picture: model spec and adapters, prompt, negative,
   * dialect, seed, settings, the places of the image to begin with and of the mask.
   * The engine mixes in the digests of those images, of the model's files and of the adapters, and what it runs on.
   */
  readonly key: string;
  /** Fully resolved: no `${}`, variants or wildcards are left. Attention stands as the dialect spells it. */
  readonly prompt: string;
  readonly negative: string;
  readonly emphasis: Dialect;
  /** How the prompt is read; absent when it is plain text of weight 1 in every step. */
  readonly reading?: PromptReading;
  /** The same for the negative prompt. */
  readonly negativeReading?: PromptReading;
  readonly init?: ImageSource;
  /** White is redrawn; only with `init`. */
  readonly mask?: ImageSource;
  readonly seed: number;
  /** The line of the template or recipe that the prompt came from. */
  readonly source: SourceSpan;
}

export interface EvaluationPlan {
  readonly name: string;
  readonly model: ModelPlan;
  readonly method: 'zeroshot';
  readonly classes: readonly JudgedClassPlan[];
  /** Groups of these classes, nested ones behind those that hold them; absent when there are none. */
  readonly groups?: readonly GroupPlan[];
  readonly on: readonly EvaluationSource[];
  readonly statements: readonly StatementPlan[];
  /** Hex SHA-256 of all of the above but places in the text. */
  readonly key: string;
  readonly span: SourceSpan;
}

export interface GroupPlan {
  readonly name: string;
  /** Names of judged classes, in their order; at least two, and not all. */
  readonly classes: readonly string[];
}

/** A class as the judge reads it: every caption in every template, variants expanded; their mean is the class. */
export interface JudgedClassPlan {
  readonly name: string;
  readonly prompts: readonly JudgedPrompt[];
}

export interface JudgedPrompt {
  readonly text: string;
  readonly source: SourceSpan;
}

export type EvaluationSource =
  | { readonly kind: 'data'; readonly data: DataPlan }
  | { readonly kind: 'recipe'; readonly recipe: RecipePlan };

/** `expect` fails the run (exit 1); `check` asks for a human (exit 2). */
export interface StatementPlan {
  readonly kind: 'expect' | 'check';
  readonly metric: MetricPlan;
  readonly operator: ComparisonOperator;
  /** A ratio: 85 % is 0.85. */
  readonly value: number;
  /** Which number is compared: the estimate, or an end of its 95 % interval. */
  readonly bound: 'value' | 'lower' | 'upper';
  /** As written, for reports. */
  readonly text: string;
  readonly span: SourceSpan;
}

export type ComparisonOperator = '>=' | '<=' | '>' | '<' | '=';

export type MetricPlan =
  | { readonly name: 'accuracy' | 'balanced-accuracy' | 'top5' | 'fidelity' | 'calibration-error' }
  /** A number that the given percentage of images stays below. */
  | { readonly name: 'margin' | 'clip-score'; readonly percentile: number }
  | { readonly name: 'recall' | 'precision' | 'f1'; readonly class: string }
  | { readonly name: 'confusion'; readonly actual: string; readonly predicted: string };

/** From drawn images to a data set: rules sort what no reviewer has decided on. */
export interface CuratePlan {
  readonly name: string;
  /** Recipes are scored by this curation's own judge: `judging` of each is the same as below. */
  readonly from: readonly EvaluationSource[];
  /** Its classes are those that are kept. */
  readonly judging: JudgingPlan;
  /** In the order written. */
  readonly rules: readonly FilterPlan[];
  /** Of images more alike than this (cosine of their embeddings) the first is kept; absent: all are. */
  readonly dedupe?: number;
  /** Images of each class; absent: as many as there are. */
  readonly balance?: number;
  /** Shares that sum up to at most 1, each name once; absent: the set is not split. */
  readonly split?: readonly SplitPlan[];
  /** Data sets of the file that are only judged on: nothing in the set may be like their images. Absent: none. */
  readonly holdouts?: readonly DataPlan[];
  /** Who is asked, in the order written, each once; absent: whoever has decided. */
  readonly reviewers?: readonly string[];
  /** How their words become one; absent: any reject. */
  readonly policy?: PolicyPlan;
  /** Offered to who rejects, in the order written, each once. */
  readonly reasons?: readonly string[];
  /** Whether a reviewer sees no word of others before having decided on all; absent: no. */
  readonly isBlind?: true;
  /** Where chance begins when images are shared out. */
  readonly seed: number;
  /** In the order written; absent when nothing is written out. */
  readonly exports?: readonly ExportPlan[];
  /** What is said of the set to those who are given it; absent when nothing is. */
  readonly about?: CurationAbout;
  readonly span: SourceSpan;
}

/** Words of people, as written. */
export interface CurationAbout {
  readonly licence?: string;
  readonly description?: string;
  readonly creator?: string;
  /** Semantic, such as `1.0.0`. */
  readonly version?: string;
  /** `yyyy-mm-dd` */
  readonly published?: string;
  readonly url?: string;
  readonly biases?: string;
  readonly limitations?: string;
  readonly uses?: string;
  readonly privacy?: string;
  readonly maintenance?: string;
}

/** How the words of several reviewers become one. */
export type PolicyPlan =
  /** All must keep an image, and one who rejects it is enough. */
  | { readonly kind: 'any-reject' }
  | { readonly kind: 'majority' }
  /** So many keep it; `of` so many who are asked, where they are not named: else of those who are, or who decided. */
  | { readonly kind: 'n-of-m'; readonly least: number; readonly of?: number }
  /** Where reviewers differ, this one decides. */
  | { readonly kind: 'adjudicator'; readonly reviewer: string };

/** An image is in when every `keep` holds and no `drop` does. */
export interface FilterPlan {
  readonly kind: 'keep' | 'drop';
  readonly condition: Condition;
  /** As written, for reports. */
  readonly text: string;
  readonly span: SourceSpan;
}

export interface SplitPlan {
  readonly name: 'train' | 'val' | 'test';
  /** Above 0, up to 1. */
  readonly share: number;
}

export interface ExportPlan {
  readonly format: 'imagefolder' | 'parquet' | 'webdataset' | 'coco' | 'yolo' | 'fiftyone' | 'cvat' | 'csv' | 'jsonl';
  /** Relative to the workspace. */
  readonly path: string;
}

/** What `keep where`, `drop where` and filters of a review decide by. */
export type Condition =
  | { readonly kind: 'and'; readonly terms: readonly Condition[] }
  | { readonly kind: 'or'; readonly terms: readonly Condition[] }
  | { readonly kind: 'not'; readonly term: Condition }
  /** A field by itself: true when it is `true`, or there at all. */
  | { readonly kind: 'is'; readonly field: string }
  | {
      readonly kind: 'compare';
      readonly field: string;
      readonly operator: ConditionOperator;
      readonly value: FieldValue;
    }
  | { readonly kind: 'in'; readonly field: string; readonly values: readonly FieldValue[] }
  /** Both ends included. */
  | { readonly kind: 'between'; readonly field: string; readonly least: number; readonly most: number };

/** `~`: the text holds the other, whatever the case of its letters. */
export type ConditionOperator = '=' | '!=' | '<' | '<=' | '>' | '>=' | '~';

/** Shares are ratios: 85 % is 0.85. Sizes are written `64x64`. */
export type FieldValue = number | string | boolean;
