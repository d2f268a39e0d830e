/** @file Where a problem is shown that another file's text makes here. */
import type { PromptDocument } from '../document.ts';
import type { Place } from '../tree/extent.ts';

/** The place itself when it is in this file, else where this file uses that text. */
export function ownPlace(document: PromptDocument, at: Place, use: Place): Place {
  return at.file === document.file ? at : use;
}
