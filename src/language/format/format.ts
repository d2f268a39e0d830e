/**
 * @file One canonical form of a text: comments stay with what they stand beside, one blank line stays where there were
 * some, everything else is decided here. Formatting a formatted text changes nothing, and no format changes a plan.
 */
import { AstUtils } from 'langium';
import { isText } from '../generated/ast.ts';
import { parse } from '../parser/parse.ts';
import { quotedText } from '../tree/places.ts';
import { alignLines } from './align.ts';
import { linesOf } from './lines.ts';
import { formatTokens } from './token.ts';

/** A text with syntax errors comes back unchanged: guessing at it could lose something. */
export function formatText(text: string): string {
  const { value: tree, parserErrors } = parse(text);
  const tokens = formatTokens(text);
  const hasOpenString = AstUtils.streamAllContents(tree).some((node) => isText(node) && !quotedText(node).isClosed);
  if (parserErrors.length > 0 || tokens === undefined || hasOpenString) return text;
  const lines = linesOf(tree, tokens);
  const written = alignLines(lines).map((line, index) => (lines[index]?.isBlankBefore ? `\n${line}\n` : `${line}\n`));
  return withLineEnds(written.join(''), text.includes('\r\n'));
}

/** Those of the author's system. */
function withLineEnds(text: string, isWindows: boolean): string {
  return isWindows ? text.replace(/\r?\n/g, '\r\n') : text;
}
