/** @file What is exported: chosen images with their labels and splits, and what nobody can guess about the set. */

/** What a column holds in one row; null where nothing is known. */
export type Cell = string | number | boolean | null;

export interface ExportSample {
  /** Hex SHA-256 of size and pixels; no two samples have the same. */
  readonly id: string;
  /** Absolute path of a PNG, JPEG or WebP file. */
  readonly file: string;
  /** Hex SHA-256 of the file's bytes. */
  readonly hash: string;
  /** Such as `train`: letters, digits and `_`. */
  readonly split: string;
  /** One of the set's classes. */
  readonly label: string;
  /** By name, such as `prompt` or `clip`; a name that is missing counts as null. */
  readonly columns: Readonly<Record<string, Cell>>;
}

/** Where the images come from, for people and for the provenance of Croissant (PROV-O). */
export interface Provenance {
  /** Models that drew or judged, such as `sd-turbo`. */
  readonly models: readonly { readonly name: string; readonly licence?: string; readonly digest?: string }[];
  /** Prompt files, as `file#line@commit`. */
  readonly recipes: readonly string[];
  /** Who decided. */
  readonly reviewers: readonly string[];
  /** Real images that are in it; absent: there are none. */
  readonly data?: readonly { readonly name: string; readonly path: string; readonly licence?: string }[];
}

/** Properties of Croissant's RAI vocabulary 1.0 that a person has to say; what is left out is left out of the file. */
export interface ResponsibleUse {
  readonly dataCollection?: string;
  readonly dataAnnotationProtocol?: string;
  readonly dataAnnotationAnalysis?: string;
  readonly dataBiases?: string;
  readonly dataLimitations?: string;
  readonly dataUseCases?: string;
  readonly personalSensitiveInformation?: string;
  readonly dataSocialImpact?: string;
  readonly dataReleaseMaintenancePlan?: string;
}

/** What the dataset card and Croissant demand. */
export interface SetDescription {
  readonly description: string;
  readonly url: string;
  readonly creator: string;
  /** Day of the release, `yyyy-mm-dd`: an export has no clock, so that it can be made again. */
  readonly published: string;
  readonly provenance: Provenance;
  readonly responsible: ResponsibleUse;
  /** What the samples were chosen with, such as a `where` expression. */
  readonly query?: string;
  /** Commit of the workspace. */
  readonly commit?: string;
}

export interface ExportSet {
  readonly name: string;
  /** Semantic version. */
  readonly version: string;
  /** SPDX identifier, such as `CC-BY-4.0`, or a name of one's own. */
  readonly licence: string;
  /** In the order of their numbers, from 0. */
  readonly classes: readonly string[];
  /** In any order: exports sort them by split, label and id. */
  readonly samples: readonly ExportSample[];
  readonly about: SetDescription;
}

/** By split, label, id, each by code unit: the same samples always come in the same order. */
export function inOrder(samples: readonly ExportSample[]): readonly ExportSample[] {
  return [...samples].sort((a, b) => compare(a.split, b.split) || compare(a.label, b.label) || compare(a.id, b.id));
}

/** By code unit, which no locale changes. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
