/** @file Formatting of a range and while typing; what cannot be read elsewhere in the file does not stand in the way. */
import type { PromptDocument } from '../document.ts';
import { bodyOf } from '../tree/declarations.ts';
import { type Extent, touches } from '../tree/extent.ts';
import { placeOf } from '../tree/places.ts';
import { brokenRegions } from './broken.ts';
import { formatChanges } from './format.ts';
import { applyChanges, type TextChange } from './text-change.ts';

/** Every declaration without errors in its canonical form, everything else as it is. */
export function formatHealthy(text: string): TextChange[] {
  return formatChanges(text) ?? formatAround(text, brokenRegions(text));
}

/** A comment is written as it stands, so one in the place of each broken region keeps the rest in its order. */
const MASK = '/**/';

function formatAround(text: string, regions: readonly Extent[]): TextChange[] {
  const masked = applyChanges(
    text,
    regions.map((at) => ({ at, text: MASK })),
  );
  const masks = masksOf(regions);
  const changes = (formatChanges(masked) ?? []).filter(({ at }) => !masks.some((mask) => meets(mask, at)));
  return changes.map(({ at, text: written }) => {
    const shift = masks.findLast((mask) => mask.end <= at.start)?.shift ?? 0;
    return { at: { start: at.start + shift, end: at.end + shift }, text: written };
  });
}

interface Mask extends Extent {
  /** From an offset behind it to the same place in the text itself. */
  readonly shift: number;
}

function masksOf(regions: readonly Extent[]): Mask[] {
  let shift = 0;
  return regions.map(({ start, end }) => {
    const at = start - shift;
    shift += end - start - MASK.length;
    return { start: at, end: at + MASK.length, shift };
  });
}

function meets(one: Extent, other: Extent): boolean {
  return one.start <= other.end && other.start <= one.end;
}

/** The whole declarations that the range touches, and the comments in it. Nothing outside of them changes. */
export function formatRange(document: PromptDocument, range: Extent): TextChange[] {
  const touched = document.tree.declarations.map(placeOf).filter((place) => meets(place, range));
  const within = wholeLines(document.text, {
    start: Math.min(range.start, ...touched.map(({ start }) => start)),
    end: Math.max(range.end, ...touched.map(({ end }) => end)),
  });
  const { start, end } = neighbourhoodOf(document, within);
  return formatHealthy(document.text.slice(start, end)).flatMap(({ at, text }) => {
    const change = { at: { start: at.start + start, end: at.end + start }, text };
    return clip(document.text, change, within) ?? [];
  });
}

/**
 * What the form of the range depends on, so that not the whole file is read at every key: columns end at a blank line.
 * One more declaration on both sides keeps the distance to them.
 */
function neighbourhoodOf({ text, tree }: PromptDocument, range: Extent): Extent {
  const places = tree.declarations.map(placeOf);
  const isBlankBefore = (index: number) =>
    /\n[ \t]*\r?\n/.test(text.slice(places[index - 1]?.end, places[index]?.start));
  let first = places.findIndex((place) => place.end >= range.start);
  let last = places.findLastIndex((place) => place.start <= range.end);
  if (first < 0 || last < 0) return { start: 0, end: text.length };
  while (first > 0 && !isBlankBefore(first)) first--;
  while (last < places.length - 1 && !isBlankBefore(last + 1)) last++;
  const after = places[last + 1];
  return { start: places[first - 1]?.start ?? 0, end: after ? wholeLines(text, after).end : text.length };
}

function wholeLines(text: string, { start, end }: Extent): Extent {
  const lineEnd = text.indexOf('\n', end);
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: lineEnd < 0 ? text.length : lineEnd };
}

/** White space that begins in front of the range is changed only from the range's first line on. */
function clip(text: string, change: TextChange, within: Extent): TextChange | undefined {
  const { start, end } = change.at;
  if (end > within.end || end < within.start) return undefined;
  if (start >= within.start) return change;
  const indent = change.text.lastIndexOf('\n') + 1;
  const isSame = change.text.slice(indent) === text.slice(within.start, end);
  return indent === 0 || isSame ? undefined : { at: { start: within.start, end }, text: change.text.slice(indent) };
}

/** Characters after which the declaration at hand is formatted. */
export const formatsAfter = ['}', '\n'] as const;

/**
 * What may change right after a character was typed: lines of the declaration at hand neither come nor go, and after a
 * line break the line of the cursor stays as it is.
 * @param offset behind the character.
 */
export function formatTyped(document: PromptDocument, offset: number, character: string): TextChange[] {
  const { text } = document;
  const typed = character === '}' ? closedAt(document, offset) : aboveOf(document, offset);
  if (typed === undefined) return [];
  const kept = character === '}' ? undefined : wholeLines(text, { start: offset, end: offset });
  return formatRange(document, typed).filter(({ at, text: written }) => {
    const isSameLines = breaksIn(text.slice(at.start, at.end)) === breaksIn(written);
    return isSameLines && !(kept && meets(kept, at));
  });
}

/** The declaration whose body was closed with the brace before the offset. */
function closedAt(document: PromptDocument, offset: number): Extent | undefined {
  const declaration = document.tree.declarations.find((candidate) => {
    const body = bodyOf(candidate);
    return body !== undefined && placeOf(body).end === offset;
  });
  return declaration && placeOf(declaration);
}

/** The declaration that the line above the cursor belongs to. */
function aboveOf({ text, tree }: PromptDocument, offset: number): Extent | undefined {
  const above = Math.max(0, text.slice(0, offset).trimEnd().length);
  return tree.declarations.map(placeOf).find((place) => touches(place, above));
}

function breaksIn(text: string): number {
  return text.split('\n').length - 1;
}
