/** @file A prompt as its author wrote it, as one text in which the parts of the template are opaque. */
import type { Extent, Place } from '../../tree/extent.ts';
import { lastAtOrBefore } from '../last-at-or-before.ts';
import type { Part } from '../part.ts';
import { OPAQUE } from './tokens.ts';

export interface Sketch {
  /** One OPAQUE for each escaped character, name, choice and wildcard. */
  readonly text: string;
  readonly file: string;
  /** Where a stretch of the text stands in the file. */
  placeOf(at: Extent): Place;
  /** Choices, in order, with their place in the text. */
  readonly opaque: readonly { readonly part: Part; readonly index: number }[];
}

interface Segment {
  readonly index: number;
  readonly part: Part;
  readonly isText: boolean;
}

export function sketchOf(parts: readonly Part[]): Sketch {
  const segments: Segment[] = [];
  const texts: string[] = [];
  let index = 0;
  for (const part of parts) {
    const isText = part.kind === 'text' && !part.isEscaped;
    const text = isText ? part.text : OPAQUE;
    segments.push({ index, part, isText });
    texts.push(text);
    index += text.length;
  }
  const file = parts[0]?.file ?? '';
  return {
    text: texts.join(''),
    file,
    placeOf: ({ start, end }) => {
      const from = edgesOf(segments, start).start;
      return { start: from, end: end > start ? edgesOf(segments, end - 1).end : from, file };
    },
    opaque: segments.filter(({ isText }) => !isText),
  };
}

/** Of one character, in the file; the end of the last one for what lies after it. */
function edgesOf(segments: readonly Segment[], index: number): Extent {
  const segment = segments[lastAtOrBefore(segments, index)];
  if (segment === undefined) return { start: 0, end: 0 };
  const { part, isText } = segment;
  if (!isText) return index > segment.index ? { start: part.end, end: part.end } : part;
  const start = Math.min(part.start + index - segment.index, part.end);
  return { start, end: Math.min(start + 1, part.end) };
}
