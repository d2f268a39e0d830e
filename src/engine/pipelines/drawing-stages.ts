/** @file What earlier drawings have left of their stages, so that a later one need not go through them again. */
import type { Dialect } from '../../language/plan/plan.ts';
import type { Numbers } from '../runtime/tensor-binder.ts';
import type { Wording } from '../text/prompt-chunks.ts';
import type { PromptContext } from './diffusion-networks.ts';

/** Of one image. Finding reads a small file; keeping never rejects, as drawing goes on without it. */
export interface DrawingStages {
  /** What the network reads of a wording, one row. */
  findWords(wording: Wording, emphasis: Dialect): PromptContext | undefined;
  keepWords(wording: Wording, emphasis: Dialect, context: PromptContext): Promise<void>;
  /** After the last step, before they are decoded: [1, channels, height, width]. */
  findLatents(): Numbers | undefined;
  keepLatents(latents: Numbers): Promise<void>;
}
