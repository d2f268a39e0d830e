/** @file Where another list begins. */
import type { ReviewView } from '../../protocol/webviews/reviewing.ts';

/** Whether the image that was looked at is looked for: an order other than the recipe's is read from its top. */
export function isImageKept(before: ReviewView | undefined, after: ReviewView): boolean {
  return before === undefined || after.order.by === 'plan' || isSameOrder(before, after);
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

function isSameOrder({ order: a }: ReviewView, { order: b }: ReviewView): boolean {
  if (a.by === 'field' && b.by === 'field') return a.field === b.field && a.isDescending === b.isDescending;
  return a.by === b.by;
}
