/**
 * @file What can be done in a review by name: the page's keys, the setting `vlprompt.review.keys` and the commands
 * `vlprompt.review.<action>` mean the same by it. Which keys are the usual ones is the page's own business.
 */

/** The title of each, for lists of keys and for the palette. */
export const reviewActions = {
  accept: 'Accept',
  reject: 'Reject',
  rejectBecause: 'Reject Because…',
  undecide: 'Take Back Decision',
  pin: 'Pin or Unpin',
  relabel: 'Relabel…',
  rate: 'Rate…',
  tag: 'Tag…',
  note: 'Note…',
  next: 'Next Image',
  previous: 'Previous Image',
  nextUndecided: 'Next Undecided Image',
  first: 'First Image',
  last: 'Last Image',
  selectAll: 'Select All Images',
  keepBest: 'Keep Best of Group',
  tellApart: 'Not Duplicates',
  showCull: 'One by One',
  showGrid: 'Many at Once',
  showPairs: 'Near-Duplicates',
  zoom: 'Zoom',
  showReal: 'Compare With Nearest Real Image',
  explain: 'Why This Score',
  filter: 'Filter…',
  openImage: 'Open Image',
  revealPrompt: 'Reveal Line of Prompt',
  help: 'List Keys',
} as const;

export type ReviewAction = keyof typeof reviewActions;

/** An action that was asked for by a command of the editor. */
export interface AskedAction {
  readonly action: ReviewAction;
  /** Of `relabel`, `rate`, `rejectBecause`, `tag` and `note`: what it becomes; absent: the page asks. */
  readonly to?: string | number;
}

/** Objects of strangers have names of their own, such as `constructor`. */
export function isReviewAction(name: string): name is ReviewAction {
  return Object.hasOwn(reviewActions, name);
}
