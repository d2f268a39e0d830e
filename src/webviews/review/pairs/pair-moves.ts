/** @file The keyboard's way through groups: along the images of a group, and from group to group. */
import type { ReviewImage } from '../../../protocol/webviews/review.ts';
import type { WallMove } from '../wall/wall-geometry.ts';
import { groupAt } from './image-groups.ts';

type RowAt = (place: number) => Pick<ReviewImage, 'group'> | undefined;

const steps: { readonly [M in WallMove]?: number } = { next: 1, previous: -1 };

/** The place that a move leads to; up and down lead to the first image of a group. */
export function pairMove(move: WallMove, current: number, count: number, rowAt: RowAt): number {
  if (move === 'first') return 0;
  if (move === 'last') return count - 1;
  const step = steps[move];
  if (step !== undefined) return within(current + step, count);
  const group = groupAt(current, rowAt);
  const isDown = move === 'down' || move === 'page-down';
  if (isDown) return group && group.last + 1 < count ? group.last + 1 : current;
  const before = (group?.first ?? current) - 1;
  return before < 0 ? within(group?.first ?? 0, count) : (groupAt(before, rowAt)?.first ?? before);
}

function within(place: number, count: number): number {
  return Math.max(0, Math.min(place, count - 1));
}
