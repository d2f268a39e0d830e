/** @file Problems of a text, in the text that was typed after it. */
import type { Problem } from '../diagnostics/problem.ts';
import type { Extent } from '../tree/extent.ts';

/** Those before the change stay, those after it move with it, and those that it touches are gone. */
export function movedProblems(
  before: { readonly text: string; readonly problems: readonly Problem[] },
  after: string,
): Problem[] {
  if (before.problems.length === 0 || before.text === after) return [...before.problems];
  const { start, end } = changeOf(before.text, after);
  const shift = after.length - before.text.length;
  return before.problems.flatMap((found): Problem[] => {
    if (found.at.end < start) return [found];
    if (found.at.start <= end) return [];
    const { code, severity, message, at } = found;
    return [{ code, severity, message, at: { ...at, start: at.start + shift, end: at.end + shift } }];
  });
}

/** What of the text before was replaced. */
function changeOf(before: string, after: string): Extent {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  return { start, end: before.length - same };
}
