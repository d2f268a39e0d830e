/** @file The two halves of a judge, however many graphs they are in. */
import type { Preprocessor } from '../../images/clip-preprocessor.ts';
import type { RgbImage } from '../../images/rgb-image.ts';
import type { Tokenizer } from '../../text/tokenizer.ts';
import type { PatchGrid } from '../judge.ts';

export interface Towers {
  embedTexts(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>;
  embedImages(images: readonly RgbImage[], signal: AbortSignal): Promise<Float32Array[]>;
  /** Absent when the graph gives none; see `Judge`. */
  embedPatches?(image: RgbImage, signal: AbortSignal): Promise<PatchGrid | undefined>;
  dispose(): Promise<void>;
}

/** How both kinds of towers read texts and pictures. */
export interface Readers {
  readonly tokenizer: Tokenizer;
  readonly preprocessor: Preprocessor;
}
