/** @file The two halves of a CLIP model, however many graphs they are in. */
import type { Preprocessor } from '../../images/clip-preprocessor.ts';
import type { RgbImage } from '../../images/rgb-image.ts';
import type { Tokenizer } from '../../text/clip-tokenizer.ts';

export interface Towers {
  /** The graphs' files. */
  readonly graphs: readonly string[];
  embedTexts(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>;
  embedImages(images: readonly RgbImage[], signal: AbortSignal): Promise<Float32Array[]>;
  /** What the graph itself multiplies cosines by; undefined when it does not say. */
  logitScale(): Promise<number | undefined>;
  dispose(): Promise<void>;
}

/** How both kinds of towers read texts and pictures. */
export interface Readers {
  readonly tokenizer: Tokenizer;
  readonly preprocessor: Preprocessor;
}
