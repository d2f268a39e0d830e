/** @file The keys of a review: what each does, for the router and for the page that lists them. */
import type { KeyRow } from '../shared/pressed-key.ts';

export type ReviewAction =
  | 'accept'
  | 'reject'
  | 'undecide'
  | 'pin'
  | 'undo'
  | 'next'
  | 'previous'
  | 'next-undecided'
  | 'first'
  | 'last'
  | 'open-file'
  | 'reveal'
  | 'help';

export const keyRows: readonly KeyRow<ReviewAction>[] = [
  { keys: ['p', 'k'], action: 'accept', words: 'Accept, and go on to the next undecided one' },
  { keys: ['x'], action: 'reject', words: 'Reject, and go on to the next undecided one' },
  { keys: ['u'], action: 'undecide', words: 'Take back what was decided about it' },
  { keys: ['f'], action: 'pin', words: 'Pin or unpin' },
  { keys: ['z'], action: 'undo', words: 'Undo the last step; Ctrl+Z and Ctrl+Y undo and redo, too' },
  { keys: ['ArrowRight', 'ArrowDown', ' '], action: 'next', words: 'Next' },
  { keys: ['ArrowLeft', 'ArrowUp'], action: 'previous', words: 'Previous' },
  { keys: ['n'], action: 'next-undecided', words: 'Next undecided one' },
  { keys: ['Home'], action: 'first', words: 'First' },
  { keys: ['End'], action: 'last', words: 'Last' },
  { keys: ['o'], action: 'open-file', words: 'Open the image' },
  { keys: ['l'], action: 'reveal', words: 'Reveal its line in the editor' },
  { keys: ['?'], action: 'help', words: 'List the keys' },
];

const actions = new Map(keyRows.flatMap(({ keys, action }) => keys.map((key) => [key, action] as const)));

export function actionOf(key: string): ReviewAction | undefined {
  return actions.get(key);
}

/** What may be held down: all others count once a press. */
export const repeated: ReadonlySet<ReviewAction> = new Set(['next', 'previous']);
