/** @file What a prompt string is made of. All places are offsets in the file. */
import type { Extent } from '../tree/extent.ts';

export interface Prompt {
  readonly parts: readonly Part[];
  readonly problems: readonly PromptProblem[];
}

export type Part = TextPart | InterpolationPart | ChoicePart;

/** Characters that stand for themselves; an escape is a part of its own, so that within a part places map one to one. */
export interface TextPart extends Extent {
  readonly kind: 'text';
  readonly text: string;
}

/** `${class.attribute.colour}` */
export interface InterpolationPart extends Extent {
  readonly kind: 'interpolation';
  /** `class.attribute.colour` */
  readonly name: string;
  readonly nameAt: Extent;
}

/** `{a|b}` */
export interface ChoicePart extends Extent {
  readonly kind: 'choice';
  readonly options: readonly Option[];
}

export interface Option extends Extent {
  /** As written before `::`, else 1. */
  readonly weight: number;
  readonly parts: readonly Part[];
}

export type PromptProblemKind =
  | 'open-brace'
  | 'stray-brace'
  | 'open-interpolation'
  | 'bad-weight'
  | 'zero-weights'
  | 'single-option'
  | 'unknown-escape'
  | 'too-deep'
  | 'unsupported';

export interface PromptProblem extends Extent {
  readonly kind: PromptProblemKind;
  /** The characters in question. */
  readonly text: string;
}
