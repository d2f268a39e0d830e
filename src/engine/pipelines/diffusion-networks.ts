/** @file What the pipelines need of a latent diffusion model. Rows are images, or the two halves of guidance. */
import type { Dialect, DrawSettings, Precision } from '../../language/plan/plan.ts';
import type { RgbImage } from '../images/rgb-image.ts';
import type { Numbers } from '../runtime/tensor-binder.ts';
import type { Scheduler } from '../schedulers/scheduler.ts';
import type { Wording } from '../text/prompt-chunks.ts';
import type { EncodedImage } from './encoded-image.ts';
import type { Say } from './note.ts';

/** What a network reads of a prompt. */
export interface PromptContext {
  /** [rows, tokens, features]; tokens are a multiple of a chunk's. */
  readonly hidden: Numbers;
  /** [rows, features] of the whole prompt, where the network reads that too (SDXL). */
  readonly pooled?: Numbers;
}

/** What is needed of a model to read prompts. */
export interface PromptEncoder {
  /** Whether an empty negative prompt is zeros in place of the encoded empty text (`force_zeros_for_empty_prompt`). */
  readonly emptyIsZero: boolean;
  /** @throws Failure `prompt-too-long` when the model cannot read that many chunks at once */
  requireReadable(wordings: readonly Wording[]): Promise<void>;
  /** One row. */
  encodePrompt(wording: Wording, emphasis: Dialect, signal: AbortSignal): Promise<PromptContext>;
}

export interface DiffusionNetworks extends PromptEncoder {
  /** For messages. */
  readonly name: string;
  /** Of the network's file, for messages. */
  readonly precision: Precision;
  /** Guidance is an input of the network (LCM's `timestep_cond`) and not two rows. */
  readonly guidanceIsInput: boolean;
  /** [channels, height, width] of one image's latents. @throws Failure `plan-invalid` for a size it cannot draw */
  latentDims(width: number, height: number): Promise<readonly [number, number, number]>;
  /** Channels that the network reads: more than latents have where it reads a mask and a masked picture as well. */
  readonly inputChannels: number;
  scheduler(settings: DrawSettings): Scheduler;
  /** What the network predicts for each row of `sample`, new at each call. */
  predict(
    sample: Numbers,
    timestep: number,
    context: PromptContext,
    guidance: number,
    signal: AbortSignal,
  ): Promise<Float32Array>;
  /** @param latents of one image */
  decode(latents: Numbers, signal: AbortSignal, say?: Say): Promise<RgbImage>;
  /** @param image [1, 3, height, width], −1 … 1. @throws Failure `model-unsupported` where the model has no encoder */
  encode(image: Numbers, signal: AbortSignal, say?: Say): Promise<EncodedImage>;
  /** A quick look at latents that are not done. */
  preview(latents: Numbers, signal: AbortSignal): Promise<RgbImage>;
}
