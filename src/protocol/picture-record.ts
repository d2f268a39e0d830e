/**
 * @file What a drawn picture says of itself, in a text of its PNG file: everything that its artefact's key is made of and
 * nothing else, so that the same picture is the same file wherever and whenever it is drawn.
 */
import type { Dialect, DrawSettings, ImageSource, ModelSpec, Precision } from '../language/plan/plan.ts';
import type { ProviderName } from './engine.ts';

/** Keyword of the text in the file. */
export const pictureRecordKeyword = 'vlprompt';

export const PICTURE_RECORD_VERSION = 1;

export interface PictureRecord {
  readonly version: typeof PICTURE_RECORD_VERSION;
  /** The plan's key of the image. */
  readonly key: string;
  /** Under which the engine keeps it. */
  readonly artefact: string;
  readonly prompt: string;
  readonly negative: string;
  readonly emphasis: Dialect;
  readonly seed: number;
  readonly settings: DrawSettings;
  readonly model: {
    readonly spec: ModelSpec;
    /** Relative to the workspace; absent when there are none. */
    readonly adapters?: readonly string[];
    /** Hex SHA-256 of all its files. */
    readonly digest: string;
  };
  readonly numericsVersion: number;
  readonly provider: ProviderName;
  readonly precision: Precision;
  readonly init?: RecordedImage;
  readonly mask?: RecordedImage;
}

export interface RecordedImage {
  readonly source: ImageSource;
  /** Hex SHA-256 of its file. */
  readonly digest: string;
}
