import type { Rewriting } from '../normalizing/aligned-text.ts';
import type { TokenizerSpec } from '../tokenizer.ts';

/** What the file with a tokenizer's vocabulary says; what is undefined other files say, or nobody. */
export interface Vocabulary extends Pick<TokenizerSpec, 'splitter' | 'model' | 'added' | 'comma'> {
  readonly kind: 'clip' | 'unigram' | 'pairs';
  readonly rewritings: readonly Rewriting[];
  readonly start: readonly number[] | undefined;
  readonly end: readonly number[] | undefined;
  readonly padding: number | undefined;
  idOf(token: string): number | undefined;
}

/** The token that a role such as `eos_token` has in the smaller files. */
export type NamedTokens = (role: string) => string | undefined;
