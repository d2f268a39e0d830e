/** @file The same prompt in another dialect: the same words with the same weights, written as that dialect reads them. */
import type { Dialect } from '../../plan/plan.ts';
import { type Change, type Lost, rewrite } from './rewrite.ts';
import { dialectRules } from './tokens.ts';

export interface Converted {
  readonly text: string;
  /** What the other dialect cannot say, by its place in the given text. */
  readonly lost: readonly Lost[];
}

/**
 * A resolved prompt. `parseAttention` reads the same of both, weights to three decimals, unless something is lost: of a
 * schedule what it begins with is kept (what follows where it begins with nothing), of an alternation the first.
 */
export function convertAttention(text: string, from: Dialect, to: Dialect): Converted {
  if (dialectRules[from] === dialectRules[to]) return { text, lost: [] };
  const { changes, lost } = rewrite(text, from, to);
  return { text: applied(text, changes), lost };
}

function applied(text: string, changes: readonly Change[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const change of changes) {
    pieces.push(text.slice(at, change.start), change.text);
    at = change.end;
  }
  return pieces.join('') + text.slice(at);
}
