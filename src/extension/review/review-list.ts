/** @file Which images of a recipe a review is about, in which order. */
import { type DecisionAct, decidedBy, type ImageDecision, undecided } from '../../protocol/decisions.ts';
import type { ImageScore } from '../../protocol/scores.ts';
import type { GridFacts } from '../../protocol/webviews/grid.ts';
import type { ReviewOrder, ReviewShow, ReviewView } from '../../protocol/webviews/review.ts';

export interface ReviewedImages {
  /** The plan's keys, in the recipe's order. */
  readonly keys: readonly string[];
  readonly isDrawn: (key: string) => boolean;
  readonly facts: Pick<GridFacts, 'decisions' | 'scores'> | undefined;
}

const isShown: { readonly [S in ReviewShow]: (decision: ImageDecision) => boolean } = {
  all: () => true,
  undecided: ({ state }) => state === 'undecided',
  kept: ({ state }) => state === 'kept',
  rejected: ({ state }) => state === 'rejected',
  pinned: ({ isFlagged }) => isFlagged,
};

const numbers: { readonly [O in Exclude<ReviewOrder, 'plan'>]: (score: ImageScore) => number | null } = {
  unlike: ({ score }) => score,
  unsure: ({ margin }) => margin,
};

/**
 * Places of images in the recipe's order. What has no score comes last.
 * @param stay keys of images that were in the list before: what is decided does not vanish under the reviewer's hands
 */
export function reviewList(
  { keys, isDrawn, facts }: ReviewedImages,
  { show, order }: ReviewView,
  stay: ReadonlySet<string>,
): readonly number[] {
  const listed = keys.flatMap((key, place) => {
    const isWanted = stay.has(key) || isShown[show](facts?.decisions[place] ?? undecided);
    return isDrawn(key) && isWanted ? [place] : [];
  });
  if (order === 'plan') return listed;
  const numberOf = (place: number) => {
    const score = facts?.scores?.[place];
    return (score && numbers[order](score)) ?? Number.POSITIVE_INFINITY;
  };
  return listed.sort((a, b) => compared(numberOf(a), numberOf(b)) || a - b);
}

/** Infinities are alike. */
function compared(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** An act, and the images that it is about. */
export interface Step {
  readonly act: DecisionAct;
  readonly keys: readonly string[];
}

/** Whether an act changes what stands. */
export function changes(decision: ImageDecision, act: DecisionAct): boolean {
  const after = decidedBy(decision, act);
  return after.state !== decision.state || after.isFlagged !== decision.isFlagged;
}

const actTo: { readonly [S in ImageDecision['state']]: DecisionAct } = {
  kept: 'accept',
  rejected: 'reject',
  undecided: 'undecide',
};

/**
 * What brings images back to what stood before an act: events that say the opposite, for nothing is ever erased.
 * @param before by key
 */
export function restoring(before: ReadonlyMap<string, ImageDecision>, act: DecisionAct): readonly Step[] {
  const steps = new Map<DecisionAct, string[]>();
  for (const [key, decision] of before) {
    if (!changes(decision, act)) continue;
    const back = actBack(decision, act);
    steps.set(back, [...(steps.get(back) ?? []), key]);
  }
  return [...steps].map(([back, keys]) => ({ act: back, keys }));
}

function actBack(before: ImageDecision, act: DecisionAct): DecisionAct {
  if (act === 'flag') return 'unflag';
  if (act === 'unflag') return 'flag';
  return actTo[before.state];
}
