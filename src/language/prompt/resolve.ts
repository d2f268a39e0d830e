/** @file Parts → texts that a model reads: one drawn at random, or all there are, each with its source map. */
import type { Place } from '../tree/extent.ts';
import { type Chance, evenly } from './chance.ts';
import type { ChoicePart, CountRange, InterpolationPart, Option, Part, TextPart, WildcardPart } from './part.ts';
import { ordersOf, type Picks, picksOf } from './picks.ts';
import { type Spelling, spelled } from './spelling.ts';

/** What names in a prompt stand for; each is resolved in the file of its part. */
export interface Lookup {
  /** Parts of its own, since a caption or a `let` may have variants. The same array for the same declaration. */
  interpolation(part: InterpolationPart): readonly Part[] | undefined;
  /** Its values, in order, duplicates kept once. */
  wildcard(part: WildcardPart): readonly Option[] | undefined;
}

/** Some characters of a resolved prompt, and where they came from; an escape is one piece. */
export interface Piece extends Place {
  readonly text: string;
}

/** That an option was taken where there were several. */
export interface Taken {
  readonly kind: 'taken';
  readonly option: Option;
  /** All there were; the same array wherever the same values are to be had. */
  readonly among: readonly Option[];
  readonly point: ChoicePart | WildcardPart;
}

export interface ResolvedPrompt {
  readonly text: string;
  /** In order; their texts together are the text. */
  readonly pieces: readonly Piece[];
  /** In the order read, options within options behind those that hold them; twice where a name stands twice. */
  readonly taken: readonly Taken[];
}

/** Names within names, and wildcards within wildcards, go no deeper; what contains itself is left out where it does. */
export const DEEPEST_NAMES = 32;

/**
 * One resolution.
 * @param place identity of the string in its recipe, such as `prompt`; with it begin the identities of its choice
 *   points. Those within `${name}` begin with `let/name`, so that a name says the same wherever it stands.
 */
export function drawPrompt(
  parts: readonly Part[],
  lookup: Lookup,
  chance: Chance,
  place: string,
  spelling: Spelling,
): ResolvedPrompt {
  return resolved(new Drawing(lookup, chance, spelling).draw(parts, place));
}

/**
 * Every resolution, each text once. Choices vary in the order in which they are read, the last one fastest; of several
 * picks every order counts, the fewest first; variants of weight 0 are left out; a name that stands twice says the same
 * in both places. Measure the prompt first.
 */
export function allPrompts(parts: readonly Part[], lookup: Lookup, spelling: Spelling): ResolvedPrompt[] {
  const all = new Map<string, ResolvedPrompt>();
  for (const { pieces } of new Combining(lookup, spelling).combine(parts, { pieces: [], names: undefined })) {
    const prompt = resolved(flat(pieces));
    if (!all.has(prompt.text)) all.set(prompt.text, prompt);
  }
  return [...all.values()];
}

/** What both ways of resolving have in common: they look names up, and stop at circles. */
abstract class Resolving {
  private readonly lookup: Lookup;
  private readonly spelling: Spelling;
  private readonly found = new Map<string, readonly Part[]>();
  private readonly open = new Set<readonly (Part | Option)[]>();

  constructor(lookup: Lookup, spelling: Spelling) {
    this.lookup = lookup;
    this.spelling = spelling;
  }

  protected pieceOf(part: TextPart): Piece {
    return { text: spelled(part, this.spelling), start: part.start, end: part.end, file: part.file };
  }

  /** The same array each time. */
  protected partsOf(part: InterpolationPart): readonly Part[] {
    const key = `${part.file}\n${part.name}`;
    const parts = this.found.get(key) ?? this.lookup.interpolation(part) ?? [];
    this.found.set(key, parts);
    return parts;
  }

  protected picksOf(part: ChoicePart | WildcardPart): Picks {
    return picksOf(part, (wildcard) => this.lookup.wildcard(wildcard));
  }

  /** @returns undefined within itself. @param named what a name or a wildcard stands for. */
  protected within<T>(named: readonly (Part | Option)[], read: () => T): T | undefined {
    if (this.open.has(named) || this.open.size === DEEPEST_NAMES) return undefined;
    this.open.add(named);
    const result = read();
    this.open.delete(named);
    return result;
  }
}

/** A piece, or that an option was taken. */
type Step = Piece | Taken;

class Drawing extends Resolving {
  private readonly chance: Chance;
  private readonly drawn = new Map<readonly Part[], readonly Step[]>();

  constructor(lookup: Lookup, chance: Chance, spelling: Spelling) {
    super(lookup, spelling);
    this.chance = chance;
  }

  draw(parts: readonly Part[], place: string): readonly Step[] {
    const nextOf = counter();
    return parts.flatMap((part) => {
      if (part.kind === 'text') return [this.pieceOf(part)];
      if (part.kind === 'interpolation') return this.drawNamed(part);
      const name = part.kind === 'wildcard' ? `__${part.pattern}__` : '';
      return this.drawPicks(part, `${place}/${name}${nextOf(name)}`);
    });
  }

  private drawNamed(part: InterpolationPart): readonly Step[] {
    const parts = this.partsOf(part);
    const known = this.drawn.get(parts);
    if (known) return known;
    const pieces = this.within(parts, () => this.draw(parts, `let/${part.name}`)) ?? [];
    this.drawn.set(parts, pieces);
    return pieces;
  }

  private drawPicks(part: ChoicePart | WildcardPart, place: string): readonly Step[] {
    const picks = this.picksOf(part);
    const { options, count, separator, wildcard } = picks;
    const weights = options.map((option) => option.weight);
    const taken = this.chance(place, weights, this.drawCount(count, place));
    const draw = () =>
      taken.flatMap((index, order) => [
        ...(order > 0 ? this.draw(separator, `${place}~${order}`) : []),
        ...takenAt(index, part, picks),
        ...this.draw(options[index]?.parts ?? [], `${place}.${index}`),
      ]);
    return wildcard ? (this.within(options, draw) ?? []) : draw();
  }

  private drawCount({ least, most }: CountRange, place: string): number {
    if (least === most) return least;
    const [more = 0] = this.chance(`${place}#`, evenly(most - least + 1), 1);
    return least + more;
  }
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

/** Pieces before others, without copying them. */
type Rope = Step | readonly Rope[];

/** One way to resolve what was read so far. */
interface Combination {
  readonly pieces: Rope;
  /** What the names that were met say in it. */
  readonly names: NameSays | undefined;
}

interface NameSays {
  readonly name: string;
  readonly parts: readonly Part[];
  readonly pieces: Rope;
  readonly before: NameSays | undefined;
}

class Combining extends Resolving {
  combine(parts: readonly (Part | Taken)[], begun: Combination): Combination[] {
    let all = [begun];
    for (const part of parts) all = all.flatMap((combination) => this.extend(combination, part));
    return all;
  }

  private extend(begun: Combination, part: Part | Taken): Combination[] {
    if (part.kind === 'taken') return [{ ...begun, pieces: [begun.pieces, part] }];
    if (part.kind === 'text') return [{ ...begun, pieces: [begun.pieces, this.pieceOf(part)] }];
    if (part.kind === 'interpolation') return this.extendByName(begun, part);
    const picks = this.picksOf(part);
    const extend = () => [...ordersOf(picks)].flatMap((order) => this.combine(partsIn(order, part, picks), begun));
    return picks.wildcard ? (this.within(picks.options, extend) ?? [begun]) : extend();
  }

  private extendByName(begun: Combination, part: InterpolationPart): Combination[] {
    const parts = this.partsOf(part);
    const { name } = part;
    const said = find(begun.names, name, parts);
    if (said) return [{ ...begun, pieces: [begun.pieces, said.pieces] }];
    const inner = this.within(parts, () => this.combine(parts, { pieces: [], names: begun.names }));
    return (inner ?? [{ pieces: [], names: begun.names }]).map(({ pieces, names }) => ({
      pieces: [begun.pieces, pieces],
      names: { name, parts, pieces, before: names },
    }));
  }
}

function partsIn(order: readonly number[], point: ChoicePart | WildcardPart, picks: Picks): readonly (Part | Taken)[] {
  return order.flatMap((index, place) => [
    ...(place > 0 ? picks.separator : []),
    ...takenAt(index, point, picks),
    ...(picks.options[index]?.parts ?? []),
  ]);
}

function takenAt(index: number, point: ChoicePart | WildcardPart, { options }: Picks): readonly Taken[] {
  const option = options[index];
  return option ? [{ kind: 'taken', option, among: options, point }] : [];
}

function find(names: NameSays | undefined, name: string, parts: readonly Part[]): NameSays | undefined {
  let each = names;
  while (each && !(each.name === name && each.parts === parts)) each = each.before;
  return each;
}

/** Without recursion: a prompt of many parts is a deep rope. */
function flat(rope: Rope): Step[] {
  const steps: Step[] = [];
  const left: Rope[] = [rope];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if ('length' in next) left.push(...next);
    else steps.push(next);
  }
  return steps.reverse();
}

function resolved(steps: readonly Step[]): ResolvedPrompt {
  const pieces = steps.filter((step) => 'text' in step);
  const taken = steps.filter((step) => 'option' in step);
  return { text: pieces.map((piece) => piece.text).join(''), pieces, taken };
}
