/** @file The string under the cursor. */
import { AstUtils } from 'langium';
import type { PromptDocument } from '../document.ts';
import { isText, type Text } from '../generated/ast.ts';
import { placeOf, quotedText } from '../tree/places.ts';

/** Undefined outside of strings; the quotes are outside. */
export function textAt(document: PromptDocument, offset: number): Text | undefined {
  return AstUtils.streamAllContents(document.tree)
    .filter(isText)
    .find((text) => {
      const { start, end } = placeOf(text);
      return start < offset && (offset < end || (offset === end && !quotedText(text).isClosed));
    });
}
