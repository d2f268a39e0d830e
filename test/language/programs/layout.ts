/** @file Tokens → text, in a tidy layout or with anything between them that may stand there. */
import type { Choices } from './choices.ts';

/** A line ends here when the layout is tidy. */
export const LINE = '\n';

const gaps = [
  ' ',
  '  ',
  '\n',
  '\n\n\n',
  '\t',
  '\r\n',
  ' // beside\n',
  '\n// above\n',
  ' /* within */ ',
  '\n/* a\n   b */\n',
] as const;

/** What stands between two tokens is white space and comments, and never nothing. */
export function layOut(choices: Choices, tokens: readonly string[]): string {
  const isTidy = !choices.isLucky(40);
  return tokens.map((token) => token + gapAfter(choices, token, isTidy)).join('');
}

function gapAfter(choices: Choices, token: string, isTidy: boolean): string {
  if (token.startsWith('//')) return '\n';
  if (isTidy) return token === LINE ? '' : ' ';
  return choices.isLucky(30) ? choices.pick(gaps) : ' ';
}
