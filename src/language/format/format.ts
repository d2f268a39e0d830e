/**
 * @file One canonical form of a text: comments stay with what they stand beside, one blank line stays where there were
 * some, everything else is decided here. Formatting a formatted text changes nothing, and no format changes a plan.
 */
import { AstUtils } from 'langium';
import { isText } from '../generated/ast.ts';
import { quotedText } from '../tree/places.ts';
import { layOut } from './lay-out.ts';
import { parseOnce } from './parse-once.ts';
import { applyChanges, type TextChange } from './text-change.ts';
import { formatTokens } from './token.ts';

/** A text with syntax errors comes back unchanged: guessing at it could lose something. */
export function formatText(text: string): string {
  return applyChanges(text, formatChanges(text) ?? []);
}

/** What the canonical form changes, in the order of the text; undefined for a text with syntax errors. */
export function formatChanges(text: string): TextChange[] | undefined {
  const { value: tree, parserErrors } = parseOnce(text);
  const tokens = formatTokens(text);
  const hasOpenString = AstUtils.streamAllContents(tree).some((node) => isText(node) && !quotedText(node).isClosed);
  if (parserErrors.length > 0 || tokens === undefined || hasOpenString) return undefined;
  return layOut(text, tree, tokens);
}
