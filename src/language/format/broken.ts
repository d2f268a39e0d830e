/** @file The parts of a text that cannot be read, so that everything around them can still be formatted. */
import { AstUtils } from 'langium';
import { isText } from '../generated/ast.ts';
import { lex, parse } from '../parser/parse.ts';
import { isClosedComment } from '../parser/syntax-problems.ts';
import type { Extent } from '../tree/extent.ts';
import { placeOf, quotedText } from '../tree/places.ts';
import { parseOnce } from './parse-once.ts';

/** Declarations with errors and whatever stands between declarations, in order; neighbours are joined. */
export function brokenRegions(text: string): Extent[] {
  const places = parseOnce(text).value.declarations.map(placeOf);
  const healthy = places.filter(({ start, end }, index) => {
    // What stands behind it in its line was meant to belong to it.
    const next = places[index + 1]?.start ?? text.length;
    return end > start && isReadable(text.slice(start, Math.min(next, lineEnd(text, end))));
  });
  let next = 0;
  let isOpen = false;
  const regions: { start: number; end: number }[] = [];
  for (const { start, end } of spotsOf(text)) {
    while ((healthy[next]?.end ?? text.length) <= start) {
      next++;
      isOpen = false;
    }
    const last = regions.at(-1);
    if ((healthy[next]?.start ?? text.length) <= start) isOpen = false;
    else if (isOpen && last) last.end = end;
    else {
      regions.push({ start, end });
      isOpen = true;
    }
  }
  return regions;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

/** Whether one declaration and nothing else stands in the text. */
function isReadable(text: string): boolean {
  const { value: tree, parserErrors, lexerErrors } = parse(text);
  if (parserErrors.length > 0 || lexerErrors.length > 0 || openComment(text) !== undefined) return false;
  return !AstUtils.streamAllContents(tree).some((node) => isText(node) && !quotedText(node).isClosed);
}

/** Tokens, characters that are none, and a comment without its end; in order. */
function spotsOf(text: string): Extent[] {
  const { tokens, errors } = lex(text);
  const read = tokens.map(({ startOffset, image }) => ({ start: startOffset, end: startOffset + image.length }));
  const unread = errors.map(({ offset, length }) => ({ start: offset, end: offset + length }));
  return [...read, ...unread, ...(openComment(text) ?? [])].toSorted((a, b) => a.start - b.start);
}

function openComment(text: string): Extent[] | undefined {
  const last = lex(text).hidden.at(-1);
  const isOpen = last?.tokenType.name === 'BLOCK_COMMENT' && !isClosedComment(last.image);
  return isOpen ? [{ start: last.startOffset, end: last.startOffset + last.image.length }] : undefined;
}
