/** @file Alternations within variants: in `{[a|b]|c}` the first bar belongs to the brackets. */
import { readEscape } from './escape.ts';

const special = /[\\{}[\]|]/g;

/**
 * Positions of the bars that stand in brackets, closed within their own variant: those separate no variants.
 * A bracket without its other half encloses nothing. One pass, whatever the text.
 */
export function barsInBrackets(text: string): ReadonlySet<number> {
  const kept = new Set<number>();
  if (!text.includes('[')) return kept;
  const open: Open[] = [];
  special.lastIndex = 0;
  for (let match = special.exec(text); match; match = special.exec(text)) {
    const [character] = match;
    if (character === '\\') special.lastIndex = match.index + readEscape(text, match.index).length;
    else if (character === '}') closeBrace(open);
    else if (character === '|') open.at(-1)?.bars.push(match.index);
    else if (character === ']') closeBracket(open, kept);
    else open.push({ character, bars: [] });
  }
  return kept;
}

interface Open {
  readonly character: string;
  readonly bars: number[];
}

/** Brackets that are still open when their brace closes are none. */
function closeBrace(open: Open[]): void {
  while (open.pop()?.character === '[');
}

function closeBracket(open: Open[], kept: Set<number>): void {
  if (open.at(-1)?.character !== '[') return;
  for (const bar of open.pop()?.bars ?? []) kept.add(bar);
}
