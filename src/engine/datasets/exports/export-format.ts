/** @file What a format is to the frame that writes it. */
import type { ImportedSample } from '../imports/imported-sample.ts';
import type { PreparedSample, PreparedSet } from './prepared-set.ts';

/** Part of a file that is being made. */
export type Chunk = Uint8Array | string;

/** Made anew at each call, always the same. */
export type Making = () => AsyncIterable<Chunk> | Iterable<Chunk>;

export interface ExportEntry {
  /** Relative to the export's folder, with `/`; possible on every disk. */
  readonly path: string;
  readonly content:
    | { readonly kind: 'copy'; readonly of: PreparedSample }
    | { readonly kind: 'made'; readonly chunks: Making };
}

export interface FormatLimits {
  /** Bytes of images in one archive; one image more may stand over it. */
  readonly shardBytes: number;
  /** Files in one folder. */
  readonly folderFiles: number;
}

/** A file of rows, for Croissant. */
export interface RowFiles {
  /** Glob in the export's folder. */
  readonly includes: string;
  readonly encodingFormat: string;
  /** Names of what the export adds, as columns there. */
  readonly fields: readonly ('id' | 'sha256' | 'split' | 'label' | 'file' | 'file_name')[];
  /** Whether images are in them, and labels as the numbers of their classes. */
  readonly holdsImages?: true;
}

export interface ExportFormat {
  /** As its users call it. */
  readonly title: string;
  entries(set: PreparedSet, limits: FormatLimits): Iterable<ExportEntry>;
  /** Globs by split, for the `configs` of a dataset card, where Hugging Face's library reads the format. */
  dataFiles?(split: string): string;
  /** Whether the card may declare the columns: `image`, `label`, `id`, and those of the set. */
  readonly declaresFeatures: boolean;
  readonly images: { readonly includes: string; readonly encodingFormat: string };
  readonly rows?: RowFiles;
  /** Reads an export back, to compare it with the set. */
  read(folder: string): AsyncIterable<ImportedSample>;
  /** What reading gives for a class; the class itself where this is missing. */
  labelsRead?(set: PreparedSet): ReadonlyMap<string, string>;
  /** What the format calls a split; the split itself where this is missing. */
  splitRead?(split: string): string;
}

/** A text of which there is not much. */
export function textFile(path: string, text: string): ExportEntry {
  return { path, content: { kind: 'made', chunks: () => [text] } };
}
