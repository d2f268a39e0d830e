/** @file Sets that are given to others: exports, releases, what differs between two, and data that comes in. */
import type { CuratePlan, ExportPlan } from '../language/plan/plan.ts';
import type { TeamAgreement } from './agreement.ts';
import type { FoldPolicy } from './decisions.ts';

export type ExportFormatName = ExportPlan['format'];

export const exportFormatNames = [
  'imagefolder',
  'parquet',
  'webdataset',
  'coco',
  'yolo',
  'fiftyone',
  'cvat',
  'csv',
  'jsonl',
] as const satisfies readonly ExportFormatName[];

export const importFormatNames = [
  'folder',
  'imagefolder',
  'csv',
  'jsonl',
  'coco',
  'webdataset',
  'parquet',
  'fiftyone',
  'cvat',
] as const;

export type ImportFormatName = (typeof importFormatNames)[number];

/** A curation, and what is known of it outside of the engine. */
export interface SetQuestion {
  readonly curation: CuratePlan;
  /** Absent: that of the curation. */
  readonly policy?: FoldPolicy;
  /** Commit in which the prompt file is as it is now; absent where there is none. */
  readonly commit?: string;
  /** `yyyy-mm-dd`, where neither the file nor a decision names a day. */
  readonly day: string;
  /** Also a set with images that are on both sides of a border. */
  readonly allowsLeaks: boolean;
}

export interface CurationExportRequest extends SetQuestion {
  /** Paths are relative to the workspace. */
  readonly exports: readonly ExportPlan[];
  /** Absolute path of the folder in place of the first one's path: it may lie anywhere. */
  readonly to?: string;
  /** An earlier export in the same place goes, once the new one is whole; anything else in its place stays. */
  readonly replaces: boolean;
}

export interface SetProgress {
  readonly stage: 'curating' | 'drawing' | 'preparing' | 'writing' | 'verifying' | 'reading';
  /** For people: a recipe, a format. */
  readonly of?: string;
  readonly done: number;
  /** 0 where it is not known. */
  readonly total: number;
}

export interface WrittenExport {
  readonly format: ExportFormatName;
  /** Absolute. */
  readonly folder: string;
  readonly images: number;
  readonly files: number;
  readonly bytes: number;
  /** Hex SHA-256 of its `checksums.txt`: two exports with the same are the same. */
  readonly digest: string;
  /** Whether it was there already, whole. */
  readonly wasThere: boolean;
}

export interface CurationExported {
  readonly name: string;
  readonly version: string;
  readonly exports: readonly WrittenExport[];
  /** What was done otherwise than asked, or is missing, each in one sentence. */
  readonly notes: readonly string[];
}

/** How a release differs from the one before it, by the rule of Croissant. */
export type ReleaseChange =
  /** There is none before it. */
  | 'first'
  /** Something was taken away, is of another class, or in another split. */
  | 'major'
  /** Only added to. */
  | 'minor'
  /** The same images, said otherwise. */
  | 'patch'
  /** Nothing. */
  | 'none';

export interface ReleaseRequest extends SetQuestion {
  /** Absent: what the rule demands. */
  readonly version?: string;
  readonly note?: string;
  /** Also with a version that is lower than the rule demands. */
  readonly isForced: boolean;
}

export interface Released {
  readonly name: string;
  /** Of the release that was made; where nothing has changed, of the one that is there. */
  readonly version: string;
  readonly previous: string | null;
  readonly change: ReleaseChange;
  /** Absolute. */
  readonly folder: string;
  readonly images: number;
  readonly counts: DiffCounts;
  /** Whether there was nothing to do. */
  readonly wasThere: boolean;
  readonly notes: readonly string[];
}

export interface DiffCounts {
  readonly added: number;
  readonly removed: number;
  readonly relabelled: number;
  readonly moved: number;
  /** In both, of the same class and in the same split. */
  readonly same: number;
}

/** An image of a release. */
export interface ReleaseImage {
  /** Hex SHA-256 of its size and pixels. */
  readonly id: string;
  /** Hex SHA-256 of its file. */
  readonly sha256: string;
  readonly class: string;
  readonly split: string;
  /** Recipe or data set. */
  readonly from?: string;
  readonly prompt?: string;
  readonly seed?: number;
  /** Absolute path; absent where the image is not here. */
  readonly file?: string;
}

export interface DiffRequest extends SetQuestion {
  /** Version of the older side; absent: the last release. */
  readonly before?: string;
  /** Version of the newer side; absent: the set as it is now. */
  readonly after?: string;
}

export interface ReleaseDiff {
  readonly name: string;
  readonly before: string;
  /** Null: the set as it is now. */
  readonly after: string | null;
  readonly change: ReleaseChange;
  readonly counts: DiffCounts;
  /** Each list by class, split and id. */
  readonly added: readonly ReleaseImage[];
  readonly removed: readonly ReleaseImage[];
  readonly relabelled: readonly ChangedImage[];
  readonly moved: readonly ChangedImage[];
  /** Of the set as it is now: what was done otherwise than asked. */
  readonly notes: readonly string[];
}

export interface ChangedImage {
  readonly before: ReleaseImage;
  readonly after: ReleaseImage;
}

export interface ReleaseSummary {
  readonly name: string;
  readonly version: string;
  /** `yyyy-mm-dd` */
  readonly published: string;
  readonly images: number;
  readonly change: ReleaseChange;
  readonly note?: string;
  /** Absolute. */
  readonly folder: string;
}

/** Of a release, or of an export. */
export interface FolderCheck {
  readonly kind: 'release' | 'export';
  readonly name: string;
  readonly version: string;
  readonly images: number;
  /** Images whose file and pixels were looked at, and are what they should be. */
  readonly sound: number;
  /** A sentence each. */
  readonly problems: readonly string[];
}

export interface MaterialiseRequest {
  /** Absolute path of a release. */
  readonly folder: string;
  readonly format: ExportFormatName;
  /** Absolute. */
  readonly to: string;
}

export interface Materialised {
  readonly name: string;
  readonly version: string;
  readonly export: WrittenExport;
  /** Images that were drawn again, as they were not here any more. */
  readonly drawn: number;
  readonly notes: readonly string[];
}

export interface ImportRequest {
  /** Absolute path of a data set, or of its file. */
  readonly from: string;
  /** Absent: found out. */
  readonly format?: ImportFormatName;
  /** Relative to the workspace. */
  readonly to: string;
}

export interface Imported {
  readonly format: ImportFormatName;
  /** Absolute. */
  readonly folder: string;
  readonly images: number;
  /** By split (empty: none is named), then by class. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly notes: readonly string[];
}

/** How far reviewers agree, and why images were rejected: what a card says of the labels. */
export interface AnnotationFacts {
  readonly agreement: TeamAgreement | null;
  /** Most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly images: number }[];
}
