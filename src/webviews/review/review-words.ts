/** @file What the page of a review says. */
import type { ImageDecision } from '../../protocol/decisions.ts';
import { counted } from '../../protocol/texts/figures.ts';
import type { ReviewOrder, ReviewShow, ReviewSnapshot } from '../../protocol/webviews/review.ts';
import type { DecisionCounts } from './decided-letters.ts';

export const showWords: { readonly [S in ReviewShow]: string } = {
  undecided: 'Undecided',
  all: 'All',
  kept: 'Accepted',
  rejected: 'Rejected',
  pinned: 'Pinned',
};

export const orderWords: { readonly [O in ReviewOrder]: string } = {
  plan: 'As in the recipe',
  unlike: 'Least like its prompt first',
  unsure: 'Judge least sure first',
};

const stateWords: { readonly [S in ImageDecision['state']]: string } = {
  undecided: 'undecided',
  kept: 'accepted',
  rejected: 'rejected',
};

export function decisionWords({ state, isFlagged }: ImageDecision): string {
  return isFlagged ? `${stateWords[state]}, pinned` : stateWords[state];
}

/** How far the reviewer is. */
export function progressWords({ undecided, kept, rejected }: DecisionCounts): string {
  const left = undecided === 0 ? 'All decided' : `${undecided} to go`;
  return `${left} · ${kept} accepted · ${rejected} rejected`;
}

/** In place of an image when there is none to show: what, and what to do. */
export function emptyWords({ view, drawn, total }: ReviewSnapshot): readonly [what: string, then: string] {
  if (total === 0) return ['This recipe asks for no image.', 'Correct it in the editor.'];
  if (drawn === 0) return ['Nothing is drawn yet.', 'Draw the recipe, and its images appear here.'];
  const all = counted(drawn, 'image');
  if (view.show === 'undecided') return ['Nothing is left to decide.', `Show all to look at the ${all} again.`];
  return ['No image is like that.', `Show all to see the ${all}.`];
}
