/** @file Where each character of a scalar of YAML or JSON stands in the file. */
import { lastAtOrBefore } from '../prompt/last-at-or-before.ts';
import type { QuotedText } from '../prompt/quoted.ts';

/** How a scalar is written; each has its own way of not standing for itself. */
export type ScalarStyle = 'json' | 'double' | 'single' | 'plain' | 'block';

/** From `index` of the text on, places follow one another from `offset` of the file on. */
interface Anchor {
  readonly index: number;
  readonly offset: number;
}

/**
 * Finds the text again in its source: both are walked together. Should they part, the text is placed as a whole.
 * @param raw the scalar as written, without quotes and without the header of a block.
 * @param start offset of `raw` in the file.
 * @param text what a library says that the scalar means.
 */
export function mapScalar(raw: string, start: number, text: string, style: ScalarStyle): QuotedText {
  const anchors = raw === text ? [{ index: 0, offset: 0 }] : align(raw, text, style);
  if (anchors === undefined)
    return { text, offsetAt: (index) => start + (index === 0 ? 0 : raw.length), isClosed: true };
  const last = { index: text.length + 1, offset: raw.length };
  const offsetAt = (index: number) => {
    const position = lastAtOrBefore(anchors, index);
    const { index: from, offset } = anchors[position] ?? last;
    return start + Math.min(offset + index - from, (anchors[position + 1] ?? last).offset);
  };
  return { text, offsetAt, isClosed: true };
}

/** Characters of the source that are one unit, and how many of the text they stand for. */
interface Unit {
  readonly taken: number;
  readonly made: number;
}

function align(raw: string, text: string, style: ScalarStyle): Anchor[] | undefined {
  const anchors: Anchor[] = [{ index: 0, offset: 0 }];
  let offset = 0;
  let index = 0;
  while (offset < raw.length) {
    const unit = unitAt(raw, offset, style, text, index);
    if (unit === undefined) {
      if (raw[offset++] !== text[index++]) return undefined;
      continue;
    }
    anchors.push({ index, offset });
    // Blanks that begin a line of a block stand at the end of what is left out.
    if (style === 'block' && unit.made > 1)
      anchors.push({ index: index + 1, offset: offset + unit.taken - unit.made + 1 });
    offset += unit.taken;
    index += unit.made;
    // Of blanks at the end that mean nothing, the text ends before them.
    if (unit.made > 0 || offset < raw.length) anchors.push({ index, offset });
  }
  return index === text.length ? anchors : undefined;
}

/** Undefined where a character stands for itself. */
function unitAt(raw: string, offset: number, style: ScalarStyle, text: string, index: number): Unit | undefined {
  const character = raw[offset];
  if (character === '\\' && (style === 'json' || style === 'double')) return escapeAt(raw, offset);
  if (character === "'" && style === 'single') return { taken: 2, made: 1 };
  return character !== undefined && ' \t\r\n'.includes(character)
    ? blanksAt(raw, offset, style, text, index)
    : undefined;
}

const digits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function escapeAt(raw: string, offset: number): Unit | undefined {
  const next = raw[offset + 1] ?? '';
  if (next === '\n' || next === '\r')
    return { taken: 1 + matchLength(/(\r\n|\r|\n)[ \t]*/y, raw, offset + 1), made: 0 };
  const count = digits[next];
  if (count === undefined) return { taken: 2, made: 1 };
  const isPair = Number.parseInt(raw.slice(offset + 2, offset + 2 + count), 16) > 0xffff;
  return { taken: 2 + count, made: isPair ? 2 : 1 };
}

const BLANKS = /[ \t\r\n]+/y;

/** Blanks stand for themselves unless a line break is among them: then indentation is left out, and lines may fold. */
function blanksAt(raw: string, offset: number, style: ScalarStyle, text: string, index: number): Unit | undefined {
  const taken = matchLength(BLANKS, raw, offset);
  const breaks = raw.slice(offset, offset + taken).match(/\r\n|\r|\n/g)?.length ?? 0;
  // What a block makes of blanks depends on its indentation, so that the text is asked.
  if (style === 'block') return { taken, made: matchLength(BLANKS, text, index) };
  return { taken, made: breaks === 0 ? taken : Math.max(1, breaks - 1) };
}

function matchLength(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
