/** @file Where declarations from elsewhere may stand in a file: between its own, with an empty line on either side. */
import type { PromptDocument } from '../../document.ts';
import type { Extent } from '../../tree/extent.ts';
import { placeOf } from '../../tree/places.ts';

export interface Insertion {
  /** Offset in the file's text. */
  readonly at: number;
  readonly text: string;
}

/**
 * @param offset where the author pointed to; what stands there is not cut in two
 * @param added ends with a line break
 */
export function insertionIn({ tree, text }: PromptDocument, offset: number, added: string): Insertion {
  const places = tree.declarations.map((declaration) => placeOf(declaration));
  const at = outside(places, lineOutside(text, outside(places, Math.min(offset, text.length))));
  const whole = `${lead(text.slice(0, at))}${added}${trail(text.slice(at))}`;
  return { at, text: text.includes('\r\n') ? whole.replace(/\n/g, '\r\n') : whole };
}

/** The end of the declaration around a place. */
function outside(places: readonly Extent[], offset: number): number {
  return places.find(({ start, end }) => start < offset && offset < end)?.end ?? offset;
}

/** The end of a line that has something on both sides of the place, such as a comment. */
function lineOutside(text: string, offset: number): number {
  const [rest = ''] = /^[^\n\r]*/.exec(text.slice(offset)) ?? [];
  const isBetween = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() !== '' && rest.trim() !== '';
  return isBetween ? offset + rest.length : offset;
}

/** Line breaks up to an empty line, unless nothing stands before. */
function lead(before: string): string {
  const blank = before.slice(before.trimEnd().length);
  return blank === before ? '' : '\n'.repeat(Math.max(0, 2 - breaksIn(blank)));
}

/** An empty line, unless there is one or nothing comes; the added text ends its own line. */
function trail(after: string): string {
  const blank = after.slice(0, after.length - after.trimStart().length);
  return blank === after || breaksIn(blank) > 0 ? '' : '\n';
}

function breaksIn(text: string): number {
  return text.split('\n').length - 1;
}
