/** @file "Did you mean …?" */

/** Longer names are not typed by hand, and comparing them would take long. */
const LONGEST = 64;

/** The candidate that a misspelled name most likely means; undefined when none is near. */
export function guess(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > LONGEST) return undefined;
  const limit = Math.max(1, Math.floor(name.length / 3));
  const written = name.toLowerCase();
  let best: string | undefined;
  let least = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > limit) continue;
    const distance = editDistance(written, candidate.toLowerCase(), least);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** For the end of a sentence: `; did you mean \`shirt\`?` without its question mark, or nothing. */
export function guessClause(guessed: string | undefined): string {
  return guessed === undefined ? '' : ` (did you mean \`${guessed}\`?)`;
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment); `most` for that many or more. */
function editDistance(from: string, to: string, most: number): number {
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const replace = (above[column - 1] ?? 0) + (same ? 0 : 1);
      const swap = swapped ? (before[column - 2] ?? 0) + 1 : replace;
      const distance = Math.min(replace, swap, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      current.push(distance);
      least = Math.min(least, distance);
    }
    // No later row is less: a swap costs one more than the row above, which is at most one less than this one.
    if (least >= most) return most;
    before = above;
    above = current;
  }
  return Math.min(above[to.length] ?? 0, most);
}
