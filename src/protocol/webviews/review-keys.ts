/**
 * @file What keys do in a review: the actions that a setting may give other keys to, with the usual ones, and what each
 * does in words. Keys are named as pages name them: `p`, `Shift+x`, `Control+a`, `ArrowLeft`, `Space`.
 */
import type { ReviewMode } from './review.ts';

export interface ReviewKeyRow<Action extends string = string> {
  readonly action: Action;
  readonly keys: readonly string[];
  readonly words: string;
  /** Absent: in all of them. */
  readonly modes?: readonly ReviewMode[];
  /** The first key is for the first class, star or image, the second for the second, and so on. */
  readonly isCounted?: true;
  /** May be held down: all others count once a press. */
  readonly isRepeated?: true;
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
const notPairs = ['cull', 'grid'] as const;

const rows = [
  { action: 'accept', keys: ['p', 'k'], words: 'Accept, and go on to the next undecided image' },
  { action: 'reject', keys: ['x'], words: 'Reject, and go on; once more on a rejected image: say why' },
  { action: 'reject-why', keys: ['Shift+x'], words: 'Reject, and say why' },
  { action: 'undecide', keys: ['u'], words: 'Take back what was decided' },
  { action: 'relabel', keys: digits, words: 'It shows the first, second, … class', modes: notPairs, isCounted: true },
  { action: 'unlabel', keys: ['0'], words: 'It shows the class it was drawn as', modes: notPairs },
  {
    action: 'rate',
    keys: ['Shift+1', 'Shift+2', 'Shift+3', 'Shift+4', 'Shift+5'],
    words: 'Rate it with one to five stars',
    isCounted: true,
  },
  { action: 'unrate', keys: ['Shift+0'], words: 'Take the rating back' },
  { action: 'pin', keys: ['f'], words: 'Pin or unpin' },
  { action: 'tag', keys: ['t'], words: 'Tag it; a tag that it has is taken off' },
  { action: 'note', keys: ['m'], words: 'Write a note about it' },
  { action: 'redraw', keys: ['r'], words: 'Reject, and draw another' },
  { action: 'undo', keys: ['z', 'Control+z'], words: 'Undo the last step' },
  { action: 'redo', keys: ['Shift+z', 'y', 'Control+y', 'Control+Shift+z'], words: 'Redo' },
  { action: 'next', keys: ['ArrowRight'], words: 'Next', isRepeated: true },
  { action: 'previous', keys: ['ArrowLeft'], words: 'Previous', isRepeated: true },
  { action: 'down', keys: ['ArrowDown'], words: 'Next image, row or group', isRepeated: true },
  { action: 'up', keys: ['ArrowUp'], words: 'Previous image, row or group', isRepeated: true },
  { action: 'skip', keys: ['Space'], words: 'Next', modes: ['cull', 'pairs'] },
  { action: 'next-undecided', keys: ['n'], words: 'Next undecided image or group' },
  { action: 'first', keys: ['Home'], words: 'First' },
  { action: 'last', keys: ['End'], words: 'Last' },
  { action: 'page-down', keys: ['PageDown'], words: 'A page on', isRepeated: true },
  { action: 'page-up', keys: ['PageUp'], words: 'A page back', isRepeated: true },
  { action: 'auto-advance', keys: ['a'], words: 'Go on after a decision, or stay', modes: ['cull'] },
  { action: 'zoom-in', keys: ['+', '='], words: 'Larger', modes: notPairs, isRepeated: true },
  { action: 'zoom-out', keys: ['-'], words: 'Smaller', modes: notPairs, isRepeated: true },
  { action: 'actual-size', keys: ['Enter'], words: 'Pixel for pixel; once more: fit into the window', modes: ['cull'] },
  { action: 'difference', keys: ['d'], words: 'Beside the nearest real image, over it, in turn', modes: ['cull'] },
  { action: 'why', keys: ['w'], words: 'Why it has its score', modes: ['cull'] },
  { action: 'heat', keys: ['h'], words: 'What speaks for its class, over the image', modes: ['cull'] },
  { action: 'enlarge', keys: ['Enter'], words: 'Look at it alone', modes: ['grid', 'pairs'] },
  { action: 'select', keys: ['Space'], words: 'Select it, or not; Shift with an arrow: on the way', modes: ['grid'] },
  { action: 'select-all', keys: ['Control+a'], words: 'Select all of the list', modes: ['grid'] },
  { action: 'leave', keys: ['Escape'], words: 'Select nothing; fit into the window' },
  {
    action: 'keep-best',
    keys: digits,
    words: 'Accept the first, second, … of the group, reject the others',
    modes: ['pairs'],
    isCounted: true,
  },
  { action: 'keep-all', keys: ['a'], words: 'Accept all of the group', modes: ['pairs'] },
  { action: 'tell-apart', keys: ['e'], words: 'They are no duplicates of each other', modes: ['pairs'] },
  { action: 'cull', keys: ['c'], words: 'Look at one image after the other' },
  { action: 'grid', keys: ['g'], words: 'Look at many' },
  { action: 'pairs', keys: ['v'], words: 'Look at near-duplicates, group by group' },
  { action: 'find', keys: ['/'], words: 'Write a condition' },
  { action: 'facets', keys: ['s'], words: 'Show or hide what there is' },
  { action: 'open-file', keys: ['o'], words: 'Open the image' },
  { action: 'reveal', keys: ['l'], words: 'Reveal its line in the editor' },
  { action: 'help', keys: ['?'], words: 'List the keys' },
] as const satisfies readonly ReviewKeyRow[];

export type ReviewAction = (typeof rows)[number]['action'];

export const reviewKeyRows: readonly ReviewKeyRow<ReviewAction>[] = rows;
