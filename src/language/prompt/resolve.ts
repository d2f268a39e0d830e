/** @file Parts → texts that a model reads: one drawn at random, or all there are, each with its source map. */
import type { Extent } from '../tree/extent.ts';
import type { Chance } from './chance.ts';
import type { ChoicePart, InterpolationPart, Option, Part } from './part.ts';

/** What `${name}` stands for: parts of its own, since a caption or a `let` may have variants. */
export type Lookup = (name: string) => readonly Part[] | undefined;

/** Some characters of a resolved prompt, and where in the file they came from. */
export interface Piece extends Extent {
  readonly text: string;
}

export interface ResolvedPrompt {
  readonly text: string;
  /** In order; their texts together are the text. */
  readonly pieces: readonly Piece[];
}

/** An interpolation within an interpolation goes no deeper; circles are reported elsewhere. */
const DEEPEST = 16;

/**
 * One resolution.
 * @param place identity of the string in its recipe, such as `prompt`; with it begin the identities of its choice points.
 */
export function drawPrompt(parts: readonly Part[], lookup: Lookup, chance: Chance, place: string): ResolvedPrompt {
  return resolved(draw(parts, { lookup, chance, place, depth: 0 }));
}

interface Drawing {
  readonly lookup: Lookup;
  readonly chance: Chance;
  readonly place: string;
  readonly depth: number;
}

function draw(parts: readonly Part[], drawing: Drawing): Piece[] {
  const nextOf = counter();
  return parts.flatMap((part) => {
    if (part.kind === 'text') return [pieceOf(part)];
    const name = part.kind === 'choice' ? '' : part.name;
    const place = `${drawing.place}/${name}${nextOf(name)}`;
    if (part.kind === 'choice') return drawOption(part, { ...drawing, place });
    const inner = interpolated(part, drawing.lookup, drawing.depth);
    return draw(inner, { ...drawing, place, depth: drawing.depth + 1 });
  });
}

/** Counts each name for itself, so that the places of others do not move when one is added. */
function counter(): (name: string) => number {
  const counts = new Map<string, number>();
  return (name) => {
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return count;
  };
}

function drawOption(part: ChoicePart, drawing: Drawing): Piece[] {
  const weights = part.options.map((option) => option.weight);
  const index = drawing.chance(drawing.place, weights);
  return draw(part.options[index]?.parts ?? [], { ...drawing, place: `${drawing.place}.${index}` });
}

/** Every resolution, the last choice varying fastest; variants of weight 0 are left out. Measure the prompt first. */
export function allPrompts(parts: readonly Part[], lookup: Lookup): ResolvedPrompt[] {
  return expand(parts, lookup, 0).map(resolved);
}

function expand(parts: readonly Part[], lookup: Lookup, depth: number): Piece[][] {
  return parts.reduce<Piece[][]>(
    (heads, part) => {
      const tails = expandPart(part, lookup, depth);
      return heads.flatMap((head) => tails.map((tail) => [...head, ...tail]));
    },
    [[]],
  );
}

function expandPart(part: Part, lookup: Lookup, depth: number): Piece[][] {
  if (part.kind === 'text') return [[pieceOf(part)]];
  if (part.kind === 'choice') return possible(part).flatMap((option) => expand(option.parts, lookup, depth));
  return expand(interpolated(part, lookup, depth), lookup, depth + 1);
}

function possible(part: ChoicePart): readonly Option[] {
  return part.options.filter((option) => option.weight > 0);
}

function interpolated(part: InterpolationPart, lookup: Lookup, depth: number): readonly Part[] {
  return depth < DEEPEST ? (lookup(part.name) ?? []) : [];
}

function pieceOf({ text, start, end }: Piece): Piece {
  return { text, start, end };
}

function resolved(pieces: readonly Piece[]): ResolvedPrompt {
  return { text: pieces.map((piece) => piece.text).join(''), pieces };
}
