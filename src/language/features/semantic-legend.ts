/**
 * @file The kinds of semantic tokens. Names take the protocol's own kinds, which every editor colours; the marks inside
 * prompts have kinds of their own, for which package.json names TextMate scopes to fall back on.
 */
import type { DeclarationKind } from '../tree/declarations.ts';

export const tokenTypes = [
  'class',
  'enum',
  'type',
  'macro',
  'variable',
  'namespace',
  'function',
  'property',
  'enumMember',
  'parameter',
  'number',
  'keyword',
  /** `${` and `}` */
  'interpolation',
  /** `{`, `|`, `}` and the separator's `$$` */
  'variant',
  /** `3::` */
  'weight',
  /** `2$$` */
  'count',
  /** Brackets of attention, and its `:1.3`. */
  'attention',
  /** Brackets, colons and bars of scheduling and alternation. */
  'schedule',
  'escape',
] as const;

export type TokenType = (typeof tokenTypes)[number];

export const tokenModifiers = ['declaration', 'readonly', 'defaultLibrary'] as const;

export type TokenModifier = (typeof tokenModifiers)[number];

/** How the name of a declaration is shown, where it is declared and where it is used. */
export const typeOfName: { readonly [K in DeclarationKind]: TokenType } = {
  model: 'type',
  class: 'class',
  group: 'enum',
  template: 'macro',
  wildcard: 'macro',
  let: 'variable',
  data: 'namespace',
  benchmark: 'namespace',
  recipe: 'function',
  evaluate: 'function',
  learn: 'function',
  curate: 'function',
};
