/** @file The same prompt in another dialect: the same words with the same weights, written as that dialect reads them. */
import type { Dialect } from '../../plan/plan.ts';
import type { Extent, Place } from '../../tree/extent.ts';
import type { Part } from '../part.ts';
import { applied, type Change, joined, type Lost, rewrite } from './rewrite.ts';
import { type Sketch, sketchOf } from './sketch.ts';
import { dialectRules } from './tokens.ts';

export interface Converted {
  readonly text: string;
  /** What the other dialect cannot say, by its place in the given text. */
  readonly lost: readonly Lost[];
}

/**
 * A resolved prompt. `parseAttention` reads the same of both, weights to three decimals, unless something is lost: of a
 * schedule what it begins with is kept (what follows where it begins with nothing), of an alternation the first.
 */
export function convertAttention(text: string, from: Dialect, to: Dialect): Converted {
  if (dialectRules[from] === dialectRules[to]) return { text, lost: [] };
  const { changes, lost } = rewrite({ text, from, to, around: 1, isSketch: false });
  return { text: applied(text, changes), lost };
}

/** A replacement in the file of the parts. */
export interface PromptEdit extends Place {
  readonly text: string;
}

export type PlacedLost = Lost & Place;

export interface ConvertedParts {
  /** In the order of the text; none overlaps another. */
  readonly edits: readonly PromptEdit[];
  readonly lost: readonly PlacedLost[];
}

/** A prompt as its author wrote it. What names and wildcards stand for stays as it is. */
export function convertParts(parts: readonly Part[], from: Dialect, to: Dialect): ConvertedParts {
  const converted = { edits: [] as PromptEdit[], lost: [] as PlacedLost[] };
  if (dialectRules[from] !== dialectRules[to]) convertInto(converted, parts, { from, to, around: 1 });
  converted.edits.sort((a, b) => a.start - b.start);
  return converted;
}

interface Conversion {
  readonly from: Dialect;
  readonly to: Dialect;
  readonly around: number;
}

function convertInto(
  converted: { edits: PromptEdit[]; lost: PlacedLost[] },
  parts: readonly Part[],
  how: Conversion,
): void {
  const sketch = sketchOf(parts);
  const { changes, lost, weightAt } = rewrite({ ...how, text: sketch.text, isSketch: true });
  for (const change of joined(sketch.text, changes)) converted.edits.push(editOf(sketch, change));
  for (const each of lost) converted.lost.push({ kind: each.kind, ...sketch.placeOf(each) });
  for (const { part, index } of sketch.opaque) {
    const around = part.kind === 'choice' ? weightAt(index) : undefined;
    if (part.kind !== 'choice' || around === undefined) continue;
    for (const option of part.options) convertInto(converted, option.parts, { ...how, around });
  }
}

function editOf(sketch: Sketch, { text, start, end }: Extent & Change): PromptEdit {
  return { text, ...sketch.placeOf({ start, end }) };
}
