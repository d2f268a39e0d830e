/** @file Actions that move, and where they lead while one image after the other is looked at. */
import type { ReviewAction } from '../../../protocol/webviews/review-keys.ts';
import type { WallMove } from '../wall/wall-geometry.ts';

const moves: Readonly<Partial<Record<ReviewAction, WallMove>>> = {
  next: 'next',
  previous: 'previous',
  down: 'down',
  up: 'up',
  first: 'first',
  last: 'last',
  'page-down': 'page-down',
  'page-up': 'page-up',
};

/** Undefined when the action does not move. */
export function moveOf(action: ReviewAction): WallMove | undefined {
  return moves[action];
}

/** Images that a page is long. */
const page = 8;

/** May lead out of the list; whoever goes there stays within. */
export function culledPlace(move: WallMove, current: number, count: number): number {
  const steps: { readonly [M in WallMove]: number } = {
    next: 1,
    down: 1,
    previous: -1,
    up: -1,
    'page-down': page,
    'page-up': -page,
    first: -current,
    last: count,
  };
  return current + steps[move];
}
