/** @file White space between tokens of one line. */
import { type FormatToken, formatTokens } from './token.ts';

/** Tokens on one line, as they are written. */
export function joinTokens(tokens: readonly FormatToken[]): string {
  return tokens.reduce((line, token, index) => line + space(tokens[index - 1], token) + token.image, '');
}

/** A piece of text on one line and without comments; as it stands when it holds what is no token. */
export function onOneLine(text: string): string {
  const tokens = formatTokens(text)?.filter((token) => token.comment === undefined);
  return tokens ? joinTokens(tokens) : text.replace(/\s+/g, ' ');
}

const tightBefore: ReadonlySet<string> = new Set([',', ')', ']', ':']);
const tightAfter: ReadonlySet<string> = new Set(['(', '[']);
/** Kinds of tokens whose parenthesis follows at once: `recall(shirt)`, `zip(steps, guidance)`. */
const callable: ReadonlySet<string> = new Set(['NAME', 'ZIP']);

function space(before: FormatToken | undefined, token: FormatToken): string {
  if (before === undefined) return '';
  if (before.comment || token.comment) return ' ';
  if (tightBefore.has(token.image) || tightAfter.has(before.image)) return '';
  if (before.image === '{' && token.image === '}') return '';
  return token.image === '(' && callable.has(before.type) ? '' : ' ';
}
