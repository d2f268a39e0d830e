/** @file What earlier drawings have left of their stages, so that a later one need not go through them again. */
import type { Dialect } from '../../language/plan/plan.ts';
import type { Numbers } from '../runtime/tensor-binder.ts';
import type { Wording } from '../text/prompt-chunks.ts';
import type { PromptContext } from './diffusion-networks.ts';

/** Of one image. Finding reads a small file; keeping goes on beside the drawing, which does not hang on it. */
export interface DrawingStages {
  /** What the network reads of a wording, one row. */
  findWords(wording: Wording, emphasis: Dialect): PromptContext | undefined;
  keepWords(wording: Wording, emphasis: Dialect, context: PromptContext): void;
  /** After the last step, before they are decoded: [1, channels, height, width]. */
  findLatents(): Numbers | undefined;
  /** They stay as they are. */
  keepLatents(latents: Numbers): void;
}
