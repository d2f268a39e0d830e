/** @file A model that draws: what the executor needs of Stable Diffusion and its kin. */
import type { DrawSettings, ImagePlan, Precision } from '../../language/plan/plan.ts';
import type { ProviderName } from '../../protocol/engine.ts';
import type { RgbImage } from '../images/rgb-image.ts';
import type { DrawingStages } from '../pipelines/drawing-stages.ts';

/** Of a prompt that has a reading the reading alone is read. */
export interface DrawRequest
  extends Pick<ImagePlan, 'prompt' | 'negative' | 'emphasis' | 'reading' | 'negativeReading'> {
  /** Of the 32-bit CPU generator, as torch defines it. */
  readonly seed: number;
  readonly settings: DrawSettings;
  /** What the drawing begins with in place of noise, of any size. */
  readonly init?: RgbImage;
  /** White is redrawn, of any size; only with `init`. */
  readonly mask?: RgbImage;
  /** Absent: nothing is remembered. */
  readonly stages?: DrawingStages;
}

/** Hex SHA-256 over what affects a stage of a drawing, which is less than affects the picture. */
export interface StageDigests {
  /** What the network reads of words: text encoders, tokenizers, learned tokens. */
  readonly words: string;
  /** The latents of the last step: all but the autoencoder. */
  readonly latents: string;
  /** The same of drawings that begin with an image: all but the decoder. */
  readonly begun: string;
}

/** After each scheduler step. */
export interface DrawStep {
  /** From 1 to `count`. */
  readonly index: number;
  readonly count: number;
  /** One sentence for people on how it is drawn otherwise than asked: in tiles, because memory was short. */
  readonly note?: string;
  /** A small picture of the current estimate of the clean latents; made only when called. */
  preview(): Promise<RgbImage>;
}

export interface Painter {
  /** For people: `Stable Diffusion XL`. */
  readonly family: string;
  /** What it runs on. */
  readonly provider: ProviderName;
  /** Of the network that is called in each step. */
  readonly precision: Precision;
  /** Hex SHA-256 over the digests of every file that affects the picture. */
  readonly digest: string;
  /** Absent where stages are not kept apart. */
  readonly stages?: StageDigests;
  /** Rises with every change of ours that changes pixels; part of every artefact's key. */
  readonly numericsVersion: number;
  /** Tokens of one chunk, start and end left out. */
  readonly tokenLimit: number;
  countTokens(text: string): number;
  /**
   * Draws one image. Yields after each step; checks `signal` before every native run.
   * @throws Failure `prompt-too-long`, `numbers-overflowed`, `cancelled`
   */
  draw(request: DrawRequest, signal: AbortSignal): AsyncGenerator<DrawStep, RgbImage>;
  dispose(): Promise<void>;
}
