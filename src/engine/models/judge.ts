/** @file A model that tells classes apart by words: what the executor needs of CLIP and its kin. */
import type { Precision } from '../../language/plan/plan.ts';
import type { ProviderName } from '../../protocol/engine.ts';
import type { RgbImage } from '../images/rgb-image.ts';

export interface Judge {
  /** For people, such as `CLIP` or `SigLIP`. */
  readonly family: string;
  /** What it runs on. */
  readonly provider: ProviderName;
  /** Of its files. */
  readonly precision: Precision;
  /** Hex SHA-256 over the digests of every file that affects a score. */
  readonly digest: string;
  /** Rises with every change of ours that changes scores. */
  readonly numericsVersion: number;
  /** Tokens it reads, start and end left out; longer prompts are refused. */
  readonly tokenLimit: number;
  /** Multiplies cosines before the softmax over classes, of models that were trained with a sigmoid, too. */
  readonly logitScale: number;
  /** Length of an embedding. */
  readonly dimensions: number;
  countTokens(text: string): number;
  /**
   * One row a text, not normalised, in order: [texts.length, dimensions].
   * @throws Failure `prompt-too-long`, `numbers-overflowed`, `cancelled`
   */
  embedTexts(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>;
  /**
   * One row an image, not normalised, in order: [images.length, dimensions]. Resizes and normalises as the model's own
   * `preprocessor_config.json` says, exactly as Pillow would.
   * @throws Failure `numbers-overflowed`, `cancelled`
   */
  embedImages(images: readonly RgbImage[], signal: AbortSignal): Promise<Float32Array[]>;
  /**
   * Embeddings of the parts of an image, in the space of texts; undefined when its graph gives none, or when the judge
   * does not see the image whole.
   * @throws Failure `numbers-overflowed`, `cancelled`
   */
  embedPatches?(image: RgbImage, signal: AbortSignal): Promise<PatchGrid | undefined>;
  dispose(): Promise<void>;
}

/** An image in equal parts. */
export interface PatchGrid {
  readonly rows: number;
  readonly columns: number;
  /** Row by row, not normalised: [rows · columns, dimensions]. */
  readonly patches: readonly Float32Array[];
}
