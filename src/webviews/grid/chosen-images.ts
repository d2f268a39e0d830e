/** @file Which images are shown, and in which order, when they are sorted or filtered. */
import type { ImageDecision } from '../../protocol/decisions.ts';
import type { ImageScore } from '../../protocol/scores.ts';
import type { GridFacts } from '../../protocol/webviews/grid.ts';

export type SortName = 'plan' | 'score' | 'margin' | 'confidence';

export interface Choice {
  readonly sort: SortName;
  readonly isDescending: boolean;
  /** Name of a filter; `all` for none. */
  readonly filter: FilterName;
  /** That stand in the prompt; empty for any. */
  readonly words: string;
}

export const everything: Choice = { sort: 'plan', isDescending: false, filter: 'all', words: '' };

interface Known {
  /** As in `GridSnapshot.states`. */
  readonly state: string;
  readonly score: ImageScore | null;
  readonly decision: ImageDecision | null;
}

const filters = {
  all: () => true,
  undecided: ({ decision }) => decision?.state === 'undecided',
  kept: ({ decision }) => decision?.state === 'kept',
  rejected: ({ decision }) => decision?.state === 'rejected',
  pinned: ({ decision }) => decision?.isFlagged === true,
  agrees: ({ score }) => score?.agrees === true,
  disagrees: ({ score }) => score?.agrees === false,
  missing: ({ state }) => state !== 'd' && state !== 'f',
  failed: ({ state }) => state === 'f',
} as const satisfies Readonly<Record<string, (known: Known) => boolean>>;

export type FilterName = keyof typeof filters;

export const filterWords: { readonly [F in FilterName]: string } = {
  all: 'All images',
  undecided: 'Undecided',
  kept: 'Kept',
  rejected: 'Excluded',
  pinned: 'Pinned',
  agrees: 'Judge agrees',
  disagrees: 'Judge disagrees',
  missing: 'Not drawn',
  failed: 'Failed',
};

export const sortWords: { readonly [S in SortName]: string } = {
  plan: 'In order',
  score: 'Likeness to prompt',
  margin: 'Margin',
  confidence: 'Confidence',
};

/** Scores must be known for these. */
export function needsScores({ sort, filter }: Choice): boolean {
  return sort !== 'plan' || filter === 'agrees' || filter === 'disagrees';
}

/** Otherwise the recipe is shown as it is laid out. */
export function isWall({ sort, filter, words }: Choice): boolean {
  return sort !== 'plan' || filter !== 'all' || words.trim() !== '';
}

/**
 * Indices of the images that are left; those without the number that is sorted by come last.
 * @param found those in whose prompt the words stand; undefined when none are asked for
 */
export function chosenImages(
  { sort, isDescending, filter }: Choice,
  states: string,
  facts: GridFacts | undefined,
  found: ReadonlySet<number> | undefined,
): readonly number[] {
  const left = Array.from(states, (_, index) => index).filter((index) => {
    const known = {
      state: states[index] ?? '',
      score: facts?.scores?.[index] ?? null,
      decision: facts?.decisions[index] ?? null,
    };
    return (found?.has(index) ?? true) && filters[filter](known);
  });
  if (sort === 'plan') return isDescending ? left.reverse() : left;
  const scoreOf = (index: number) => facts?.scores?.[index]?.[sort] ?? undefined;
  return left.sort((a, b) => compared(scoreOf(a), scoreOf(b), isDescending) || a - b);
}

function compared(a: number | undefined, b: number | undefined, isDescending: boolean): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return isDescending ? b - a : a - b;
}

/** The same list stays the same object, so that nothing is laid out anew. */
export function kept(before: readonly number[] | undefined, after: readonly number[]): readonly number[] {
  const isSame = before?.length === after.length && before.every((image, index) => image === after[index]);
  return isSame ? before : after;
}
