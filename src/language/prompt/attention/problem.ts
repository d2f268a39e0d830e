/** @file What can be wrong with brackets in a prompt. None of it keeps the prompt from being read. */
import type { Extent } from '../../tree/extent.ts';

export type AttentionProblemKind =
  /** A bracket that is never closed. */
  | 'open-bracket'
  /** A bracket that closes nothing. */
  | 'stray-bracket'
  /** `(a:1..2)`, `(a:1,2)` */
  | 'bad-weight'
  /** Beyond what a model makes anything of. */
  | 'large-weight'
  /** `[a:1.2]` makes `a` appear at a step; weights stand in round brackets. */
  | 'square-weight'
  /** `[a:b]`, `[a:b|c]`: neither a schedule nor an alternation. */
  | 'bad-schedule'
  /** A step that is never reached. */
  | 'late-step'
  | 'too-deep'
  /** In ComfyUI's dialect a weight does not multiply the one around it, it takes its place. */
  | 'replaced-weight'
  /** The dialect has nothing of this kind and reads the characters. */
  | 'unread';

export interface AttentionProblem extends Extent {
  readonly kind: AttentionProblemKind;
}
