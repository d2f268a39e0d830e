/** @file Where another list begins. */
import type { ImageOrder } from '../../protocol/image-sets.ts';
import type { ReviewMode, ReviewView } from '../../protocol/webviews/review.ts';

/** Whether the image that was looked at is looked for: an order other than the recipe's is read from its top. */
export function isImageKept(before: ReviewView | undefined, after: ReviewView): boolean {
  const isFromPairs = before?.mode === 'pairs' && after.mode !== 'pairs';
  return before === undefined || isFromPairs || after.order.by === 'plan' || isSameOrder(before, after);
}

/** Where the image is not in it. @param current place in the list before */
export function fallbackPlace(
  before: ReviewView | undefined,
  after: ReviewView,
  current: number,
): 'undecided' | number {
  const isRemade =
    before !== undefined && isSameOrder(before, after) && before.show === after.show && before.where === after.where;
  if (isRemade) return current;
  return after.show === 'all' ? 'undecided' : 0;
}

/**
 * The order that a mode needs, where it is another: groups stand together in that of near-duplicates, which leaves out all
 * other images, so that nobody is left in it.
 * @param before in which near-duplicates were gone to
 */
export function orderFor(mode: ReviewMode, order: ImageOrder, before: ImageOrder): ImageOrder | undefined {
  const isGrouped = order.by === 'duplicates';
  if (mode === 'pairs') return isGrouped ? undefined : { by: 'duplicates' };
  return isGrouped ? before : undefined;
}

function isSameOrder({ order: a }: ReviewView, { order: b }: ReviewView): boolean {
  if (a.by === 'field' && b.by === 'field') return a.field === b.field && a.isDescending === b.isDescending;
  return a.by === b.by;
}
