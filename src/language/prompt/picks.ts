/** @file What a choice point takes from, and in which orders. */
import { type ChoicePart, type CountRange, type Option, onlyWildcard, type Part, type WildcardPart } from './part.ts';

export interface Picks {
  /** Those of weight 0 included, so that positions are the written ones. */
  readonly options: readonly Option[];
  /** Within what the options can fill. */
  readonly count: CountRange;
  readonly separator: readonly Part[];
  /** The wildcard whose values the options are. */
  readonly wildcard: WildcardPart | undefined;
}

const one: CountRange = { least: 1, most: 1 };

/** A choice of nothing but a wildcard takes from the wildcard's values. */
export function picksOf(
  part: ChoicePart | WildcardPart,
  valuesOf: (wildcard: WildcardPart) => readonly Option[] | undefined,
): Picks {
  const wildcard = part.kind === 'wildcard' ? part : onlyWildcard(part);
  const { count, separator } = part.kind === 'choice' ? part : { count: one, separator: [] };
  const options = wildcard ? (valuesOf(wildcard) ?? []) : part.kind === 'choice' ? part.options : [];
  const most = Math.min(count.most, options.filter((option) => option.weight > 0).length);
  return { options, count: { least: Math.min(count.least, most), most }, separator, wildcard };
}

/** The fewest first; of as many in the order of their positions, the last varying fastest: 0 1, 0 2, 1 0, 1 2, 2 0, … */
export function* ordersOf({ options, count }: Picks): Generator<readonly number[]> {
  const possible = [...options.keys()].filter((index) => (options[index]?.weight ?? 0) > 0);
  for (let size = count.least; size <= count.most; size++) yield* arrangements(possible, size);
}

function* arrangements(from: readonly number[], size: number): Generator<readonly number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (const index of from) {
    const others = size === 1 ? [] : from.filter((other) => other !== index);
    for (const rest of arrangements(others, size - 1)) yield [index, ...rest];
  }
}
