/** @file Brackets, weights and breaks in a text: what attention is made of. */
import type { Dialect } from '../../plan/plan.ts';
import type { Extent } from '../../tree/extent.ts';

export type Token = TextToken | OpenToken | CloseToken | BreakToken;

/** Characters that are read. */
export interface TextToken extends Extent {
  readonly kind: 'text';
  /** Without the backslash of an escape. */
  readonly text: string;
}

export type Bracket = 'round' | 'square';

export interface OpenToken extends Extent {
  readonly kind: 'open';
  readonly bracket: Bracket;
}

/** With its weight: `)`, `:1.2)`. */
export interface CloseToken extends Extent {
  readonly kind: 'close';
  readonly bracket: Bracket;
  /** Undefined when none is written; not a number when a part of a template will write it. */
  readonly weight: number | undefined;
  readonly weightAt: Extent | undefined;
}

/** `BREAK` with the white space around it. */
export interface BreakToken extends Extent {
  readonly kind: 'break';
  readonly wordAt: Extent;
}

/** Stands for a part of a template whose words are not known yet, and for an escaped character. */
export const OPAQUE = '\uFFFC';

export interface DialectRules {
  readonly hasSquares: boolean;
  readonly hasBreaks: boolean;
  readonly hasSchedules: boolean;
  /** Characters that a backslash makes plain. */
  readonly escaped: string;
  /** What remains of a backslash before any other character. */
  readonly loneBackslash: string;
  /** Whether a bracket that is never closed reaches to the end; else it is a plain character. */
  readonly reachesToEnd: boolean;
  /** Whether a weight without words is one: `(:1.2)`. */
  readonly weighsNothing: boolean;
  /** What a weight does to those around it. */
  readonly weights: 'multiply' | 'replace';
}

const a1111: DialectRules = {
  hasSquares: true,
  hasBreaks: true,
  hasSchedules: true,
  escaped: '()[]\\:|',
  loneBackslash: '',
  reachesToEnd: true,
  weighsNothing: true,
  weights: 'multiply',
};

const comfy: DialectRules = {
  hasSquares: false,
  hasBreaks: false,
  hasSchedules: false,
  escaped: '()\\:',
  loneBackslash: '\\',
  reachesToEnd: false,
  weighsNothing: false,
  weights: 'replace',
};

/** Undefined where every character stands for itself. */
export const dialectRules = {
  a1111,
  'a1111-nonorm': a1111,
  comfy,
  none: undefined,
} as const satisfies { readonly [D in Dialect]: DialectRules | undefined };
