/** @file Paths in prompt files → paths in the workspace. */
import { documentOf, type PromptDocument } from '../document.ts';
import type { Text } from '../generated/ast.ts';
import { plainText } from '../prompt/escape.ts';
import { resolvePath } from '../tree/paths.ts';
import { quotedText } from '../tree/places.ts';

/** Relative to the file that the text stands in; undefined when it leads out of the workspace. */
export function writtenPath(document: PromptDocument, text: Text): string | undefined {
  return resolvePath(documentOf(document, text).file, plainText(quotedText(text).text));
}
