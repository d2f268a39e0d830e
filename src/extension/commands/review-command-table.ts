/**
 * @file Commands for what keys do in a review, so that VS Code's own key bindings and voice can do it, too. The page
 * handles keys itself; undo and redo are VS Code's.
 */
import type { ReviewAction } from '../../protocol/webviews/review-keys.ts';
import { reviewViewType } from '../review/review-view-type.ts';

const inReview = `activeCustomEditorId == '${reviewViewType}'` as const;

/** Of the page in front. */
const acts = { enablement: inReview, palette: inReview };

export const reviewCommandTable = {
  'vlprompt.review.accept': { title: 'Review: Accept', ...acts },
  'vlprompt.review.reject': { title: 'Review: Reject', ...acts },
  'vlprompt.review.rejectWhy': { title: 'Review: Reject Because…', ...acts },
  'vlprompt.review.undecide': { title: 'Review: Take Back Decision', ...acts },
  'vlprompt.review.relabel': { title: 'Review: Relabel…', ...acts },
  'vlprompt.review.unlabel': { title: 'Review: Take Back Label', ...acts },
  'vlprompt.review.rate': { title: 'Review: Rate…', ...acts },
  'vlprompt.review.unrate': { title: 'Review: Take Back Rating', ...acts },
  'vlprompt.review.pin': { title: 'Review: Pin or Unpin', ...acts },
  'vlprompt.review.tag': { title: 'Review: Tag…', ...acts },
  'vlprompt.review.note': { title: 'Review: Note…', ...acts },
  'vlprompt.review.redraw': { title: 'Review: Reject and Redraw', ...acts },
  'vlprompt.review.next': { title: 'Review: Next Image', ...acts },
  'vlprompt.review.previous': { title: 'Review: Previous Image', ...acts },
  'vlprompt.review.down': { title: 'Review: Down', ...acts },
  'vlprompt.review.up': { title: 'Review: Up', ...acts },
  'vlprompt.review.skip': { title: 'Review: Skip', ...acts },
  'vlprompt.review.nextUndecided': { title: 'Review: Next Undecided Image', ...acts },
  'vlprompt.review.first': { title: 'Review: First Image', ...acts },
  'vlprompt.review.last': { title: 'Review: Last Image', ...acts },
  'vlprompt.review.pageDown': { title: 'Review: Page Down', ...acts },
  'vlprompt.review.pageUp': { title: 'Review: Page Up', ...acts },
  'vlprompt.review.autoAdvance': { title: 'Review: Go On After Decision, or Stay', ...acts },
  'vlprompt.review.zoomIn': { title: 'Review: Zoom In', ...acts },
  'vlprompt.review.zoomOut': { title: 'Review: Zoom Out', ...acts },
  'vlprompt.review.actualSize': { title: 'Review: Pixel for Pixel, or Fit', ...acts },
  'vlprompt.review.difference': { title: 'Review: Compare With Nearest Real Image', ...acts },
  'vlprompt.review.why': { title: 'Review: Why This Score', ...acts },
  'vlprompt.review.heat': { title: 'Review: What Speaks for Its Class', ...acts },
  'vlprompt.review.enlarge': { title: 'Review: Look at It Alone', ...acts },
  'vlprompt.review.select': { title: 'Review: Select or Unselect', ...acts },
  'vlprompt.review.selectAll': { title: 'Review: Select All', ...acts },
  'vlprompt.review.leave': { title: 'Review: Select Nothing', ...acts },
  'vlprompt.review.keepBest': { title: 'Review: Keep Best of Group…', ...acts },
  'vlprompt.review.keepAll': { title: 'Review: Keep All of Group', ...acts },
  'vlprompt.review.tellApart': { title: 'Review: Not Duplicates', ...acts },
  'vlprompt.review.cull': { title: 'Review: One by One', ...acts },
  'vlprompt.review.grid': { title: 'Review: Many at Once', ...acts },
  'vlprompt.review.pairs': { title: 'Review: Near-Duplicates', ...acts },
  'vlprompt.review.find': { title: 'Review: Write Condition', ...acts },
  'vlprompt.review.facets': { title: 'Review: Show or Hide Facets', ...acts },
  'vlprompt.review.openFile': { title: 'Review: Open Image', ...acts },
  'vlprompt.review.reveal': { title: 'Review: Reveal Line of Prompt', ...acts },
  'vlprompt.review.help': { title: 'Review: List Keys', ...acts },
} as const;

export type ReviewCommandId = keyof typeof reviewCommandTable;

/** `vlprompt.review.rejectWhy` asks the page for `reject-why`. */
export function actionOf(id: ReviewCommandId): ReviewAction {
  const name = id.slice('vlprompt.review.'.length).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return name as ReviewAction; // A test compares both tables.
}
