/** @file How a picture was made, in words that belong to no tool. Plain data. */

import type { DrawSettings, SchedulerName } from '../plan/plan.ts';

export type GeneratingTool = 'VLPrompt' | 'A1111' | 'SwarmUI' | 'InvokeAI' | 'ComfyUI';

/** How a tool reads attention in its prompts; `compel` is InvokeAI's, `swarm` is Comfy's with `<…>` of its own. */
export type RecordDialect = 'a1111' | 'a1111-nonorm' | 'comfy' | 'none' | 'compel' | 'swarm';

export interface GenerationRecord {
  readonly tool: GeneratingTool;
  readonly version?: string;
  readonly dialect: RecordDialect;
  readonly prompt: string;
  readonly negative: string;
  /** Decimal digits: some tools count to 2^64. */
  readonly seed?: string;
  readonly steps?: number;
  /** Ours, in place of `sampler` and `schedule`. */
  readonly scheduler?: SchedulerName;
  readonly rescale?: NonNullable<DrawSettings['rescale']>;
  /** As the tool calls it. */
  readonly sampler?: string;
  /** As the tool calls it; the spacing of the steps. */
  readonly schedule?: string;
  readonly guidance?: number;
  readonly size?: { readonly width: number; readonly height: number };
  /** As the tool calls it, mostly a file name without its ending. */
  readonly model?: { readonly name?: string; readonly hash?: string };
  /** As a prompt file names it, where the tool is ours: in place of `model.name`. */
  readonly written?: { readonly model: string; readonly adapters: readonly string[] };
  /** How many of the text encoder's last layers are left out, counted from 1 for none. */
  readonly clipSkip?: number;
  /** Extra networks that are named beside the prompt; those named in it stay there. */
  readonly loras: readonly { readonly name: string; readonly weight?: number }[];
  /** Below 1 the picture was begun from another. */
  readonly denoise?: number;
  /** What it was begun from, for people, where that is known. */
  readonly begunWith?: string;
  /** What drew the noise. */
  readonly noise?: 'cpu' | 'gpu' | 'software';
  /** Settings that have a name and a value and no place here: `Hires upscale: 2`. */
  readonly unread: readonly string[];
  /** Sentences about what could not be read. */
  readonly notes: readonly string[];
}
