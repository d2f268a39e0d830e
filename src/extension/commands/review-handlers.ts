/** @file What the commands of a review do: they ask the page of the review in front. */
import type { ReviewEditor } from '../review/review-editor.ts';
import { actionOf, type ReviewCommandId, reviewCommandTable } from './review-command-table.ts';

/** @param reviews a command may bring a number: which class, how many stars, which of a group */
export function reviewHandlers(reviews: Pick<ReviewEditor, 'ask'>): {
  readonly [Id in ReviewCommandId]: (target: unknown) => void;
} {
  // Object.keys widens; the keys of the table are the ids.
  const ids = Object.keys(reviewCommandTable) as ReviewCommandId[];
  const handlers = ids.map((id) => {
    const action = actionOf(id);
    return [id, (target: unknown) => reviews.ask({ action, ...(isCount(target) && { to: target }) })] as const;
  });
  return Object.fromEntries(handlers) as Record<ReviewCommandId, (target: unknown) => void>; // Of every id one.
}

function isCount(target: unknown): target is number {
  return typeof target === 'number' && Number.isInteger(target) && target >= 0;
}
