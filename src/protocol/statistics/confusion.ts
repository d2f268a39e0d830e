/** @file Confusion matrices: `confusion[actual][predicted]` counts, looked at as shares, by groups, in another order. */

/** Counts, square. */
export type Confusion = readonly (readonly number[])[];

export function rowTotals(confusion: Confusion): readonly number[] {
  return confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
}

export function columnTotals(confusion: Confusion): readonly number[] {
  return confusion.map((_, column) => confusion.reduce((sum, row) => sum + (row[column] ?? 0), 0));
}

/** Adds up rows and columns. @param parts indices of the classes that are shown as one */
export function collapsed(confusion: Confusion, parts: readonly (readonly number[])[]): Confusion {
  return parts.map((rows) =>
    parts.map((columns) =>
      rows.reduce((sum, row) => sum + columns.reduce((all, column) => all + (confusion[row]?.[column] ?? 0), 0), 0),
    ),
  );
}

/**
 * A matrix of other classes in the order of these; rows and columns of a class that it does not have are empty.
 * @param from classes of `confusion`
 * @param to classes that are wanted
 */
export function aligned(confusion: Confusion, from: readonly string[], to: readonly string[]): Confusion {
  const places = to.map((name) => from.indexOf(name));
  return places.map((row) => places.map((column) => confusion[row]?.[column] ?? 0));
}

/**
 * An order in which classes that are taken for one another stand side by side: clusters are joined at the ends that are
 * confused most, until there is one (average linkage would be dearer and looks the same).
 * @returns indices of classes; without mistakes as they were
 */
export function orderByConfusion(confusion: Confusion): readonly number[] {
  const between = affinity(confusion);
  const chains = confusion.map((_, index): number[] => [index]);
  for (const [a, b] of pairsByAffinity(between)) join(chains, a, b);
  return chains
    .filter(({ length }) => length > 0)
    .sort((a, b) => mistakes(b, between) - mistakes(a, between))
    .flat();
}

/** Symmetric: shares of a's images that were taken for b, and the other way round. */
function affinity(confusion: Confusion): readonly (readonly number[])[] {
  const totals = rowTotals(confusion);
  const share = (row: number, column: number) => (confusion[row]?.[column] ?? 0) / Math.max(1, totals[row] ?? 0);
  return confusion.map((_, a) => confusion.map((_, b) => (a === b ? 0 : share(a, b) + share(b, a))));
}

function pairsByAffinity(between: readonly (readonly number[])[]): readonly (readonly [number, number])[] {
  const value = ([a, b]: readonly [number, number]) => between[a]?.[b] ?? 0;
  return between
    .flatMap((_, a) => between.slice(0, a).map((_, b): readonly [number, number] => [b, a]))
    .filter((pair) => value(pair) > 0)
    .sort((a, b) => value(b) - value(a));
}

/** Two chains become one where both classes are at an end of theirs; the emptied one stays in its place. */
function join(chains: number[][], a: number, b: number): void {
  const left = chains.find((chain) => chain.includes(a));
  const right = chains.find((chain) => chain.includes(b));
  if (!left || !right || left === right) return;
  if (left.at(-1) !== a) left.reverse();
  if (right[0] !== b) right.reverse();
  if (left.at(-1) !== a || right[0] !== b) return;
  left.push(...right.splice(0));
}

function mistakes(chain: readonly number[], between: readonly (readonly number[])[]): number {
  const sums = chain.map((index) => (between[index] ?? []).reduce((sum, share) => sum + share, 0));
  return Math.max(...sums);
}
