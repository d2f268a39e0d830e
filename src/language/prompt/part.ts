/** @file What a prompt string is made of. All places are offsets in the file that a part was written in. */
import type { Extent, Place } from '../tree/extent.ts';

export interface Prompt {
  readonly parts: readonly Part[];
  readonly problems: readonly PromptProblem[];
}

export type Part = TextPart | InterpolationPart | ChoicePart | WildcardPart;

/** Characters that stand for themselves; within a part that is not escaped places map one to one. */
export interface TextPart extends Place {
  readonly kind: 'text';
  readonly text: string;
  /** Written with a backslash: attention and scheduling leave it alone, too. Always a part of its own. */
  readonly isEscaped?: true;
}

/** `${class.attribute.colour}` */
export interface InterpolationPart extends Place {
  readonly kind: 'interpolation';
  /** `class.attribute.colour` */
  readonly name: string;
  readonly nameAt: Extent;
}

/** `{a|b}`, `{2$$ and $$a|b|c}` */
export interface ChoicePart extends Place {
  readonly kind: 'choice';
  readonly options: readonly Option[];
  /** How many are taken, without repetition; as written, so perhaps more than there are options. */
  readonly count: CountRange;
  /** The digits before `$$`, where there are any. */
  readonly countAt?: Extent;
  /** Stands between those that are taken; `, ` when none is written. */
  readonly separator: readonly Part[];
}

export interface CountRange {
  readonly least: number;
  /** Infinite when all may be taken. */
  readonly most: number;
}

export interface Option extends Place {
  /** As written before `::`, else 1. */
  readonly weight: number;
  /** The number before `::`, where there is one. */
  readonly weightAt?: Extent;
  readonly parts: readonly Part[];
}

/** `__colour__`, `__colour/warm__`, `__col*__` */
export interface WildcardPart extends Place {
  readonly kind: 'wildcard';
  /** What stands between the underscores. */
  readonly pattern: string;
  readonly nameAt: Extent;
}

/** Whether the number of options is that of the values of a single wildcard: `{2$$__flower__}`. */
export function onlyWildcard({ options: [first, ...more] }: Pick<ChoicePart, 'options'>): WildcardPart | undefined {
  const [part, ...others] = first?.parts ?? [];
  return more.length + others.length === 0 && part?.kind === 'wildcard' ? part : undefined;
}

export type PromptProblemKind =
  | 'open-brace'
  | 'stray-brace'
  | 'open-interpolation'
  | 'bad-weight'
  | 'zero-weights'
  | 'bad-count'
  | 'swapped-count'
  | 'large-count'
  | 'single-option'
  | 'unknown-escape'
  | 'extra-network'
  | 'too-deep'
  | 'too-long';

export interface PromptProblem extends Place {
  readonly kind: PromptProblemKind;
  /** The characters in question. */
  readonly text: string;
}
