/** @file The keys of the grid: what each does, for the router and for the page that lists them. */
import type { KeyRow } from '../shared/pressed-key.ts';

export type GridAction =
  | 'open'
  | 'keep'
  | 'exclude'
  | 'pin'
  | 'undo'
  | 'redraw'
  | 'replace'
  | 'copy-seed'
  | 'copy-infotext'
  | 'copy-settings'
  | 'copy-as'
  | 'open-file'
  | 'reveal'
  | 'select'
  | 'select-all'
  | 'leave'
  | 'zoom-in'
  | 'zoom-out'
  | 'fit'
  | 'previous-page'
  | 'next-page'
  | 'find'
  | 'help';

export const keyRows: readonly KeyRow<GridAction>[] = [
  { keys: ['Enter'], action: 'open', words: 'Show details; once more: the image large' },
  { keys: ['k'], action: 'keep', words: 'Keep; once more: take it back' },
  { keys: ['x'], action: 'exclude', words: 'Exclude; once more: take it back' },
  { keys: ['p'], action: 'pin', words: 'Pin or unpin' },
  { keys: ['Control+z', 'u'], action: 'undo', words: 'Take back the last decision' },
  { keys: ['r'], action: 'redraw', words: 'Draw it again with a new seed, beside the recipe' },
  { keys: ['Shift+r'], action: 'replace', words: 'Exclude it, and draw another in its place' },
  { keys: ['c'], action: 'copy-seed', words: 'Copy its seed' },
  { keys: ['i'], action: 'copy-infotext', words: 'Copy it as infotext' },
  { keys: ['s'], action: 'copy-settings', words: 'Copy its settings' },
  { keys: ['Shift+c'], action: 'copy-as', words: 'Copy it in another form' },
  { keys: ['o'], action: 'open-file', words: 'Open the image' },
  { keys: ['l'], action: 'reveal', words: 'Reveal its line in the editor' },
  { keys: [' '], action: 'select', words: 'Add it to the selection, or take it out' },
  { keys: ['Control+a'], action: 'select-all', words: 'Select all' },
  { keys: ['Escape'], action: 'leave', words: 'Close the details, then clear the selection' },
  { keys: ['+', '='], action: 'zoom-in', words: 'Larger' },
  { keys: ['-'], action: 'zoom-out', words: 'Smaller' },
  { keys: ['0'], action: 'fit', words: 'Fit into the window' },
  { keys: ['['], action: 'previous-page', words: 'Previous page' },
  { keys: [']'], action: 'next-page', words: 'Next page' },
  { keys: ['/'], action: 'find', words: 'Find words in prompts' },
  { keys: ['?'], action: 'help', words: 'List the keys' },
];

/** Keys that move, for people. */
export const moveRows: readonly (readonly [keys: string, words: string])[] = [
  ['← → ↑ ↓', 'Move; with Shift: select on the way'],
  ['Page Up, Page Down', 'Move by a page'],
  ['Home, End', 'To the ends of the line; with Ctrl: of the grid'],
  ['Ctrl + wheel', 'Zoom'],
  ['Drag, Space + drag', 'Pan'],
];

const actions = new Map(keyRows.flatMap(({ keys, action }) => keys.map((key) => [key, action] as const)));

export function actionOf(key: string): GridAction | undefined {
  return actions.get(key);
}

/** There arrows scroll. */
export function isInPanel(event: Event): boolean {
  return event.composedPath().some((each) => each instanceof HTMLElement && each.localName === 'vlp-detail-panel');
}
