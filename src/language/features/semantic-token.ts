/** @file One semantic token. */
import type { Extent } from '../tree/extent.ts';
import type { TokenModifier, TokenType } from './semantic-legend.ts';

export interface SemanticToken extends Extent {
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

export function token({ start, end }: Extent, type: TokenType, ...modifiers: TokenModifier[]): SemanticToken {
  return { start, end, type, modifiers };
}
