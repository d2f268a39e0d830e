/** @file The keys of the grid: what each does, for the router and for the page that lists them. */

export type GridAction =
  | 'open'
  | 'keep'
  | 'exclude'
  | 'pin'
  | 'undo'
  | 'redraw'
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

interface KeyRow {
  /** As `keyName` writes them, letters in lower case. */
  readonly keys: readonly string[];
  readonly action: GridAction;
  readonly words: string;
}

export const keyRows: readonly KeyRow[] = [
  { keys: ['Enter'], action: 'open', words: 'Show details; once more: the image large' },
  { keys: ['k'], action: 'keep', words: 'Keep; once more: take it back' },
  { keys: ['x'], action: 'exclude', words: 'Exclude; once more: take it back' },
  { keys: ['p'], action: 'pin', words: 'Pin or unpin' },
  { keys: ['Control+z', 'u'], action: 'undo', words: 'Take back the last decision' },
  { keys: ['r'], action: 'redraw', words: 'Draw it again with a new seed, beside the recipe' },
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

/** The name of a pressed key with its modifiers; undefined with one that the grid leaves to others. */
export function pressed(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
): string | undefined {
  if (event.altKey) return undefined;
  const isLetter = /^[a-z]$/i.test(event.key);
  const key = isLetter ? event.key.toLowerCase() : event.key;
  const control = event.ctrlKey || event.metaKey ? 'Control+' : '';
  return `${control}${event.shiftKey && isLetter ? 'Shift+' : ''}${key}`;
}

/** For people: `K`, `Ctrl+Z`. */
export function keyWords(key: string): string {
  const named = key.replace('Control+', 'Ctrl+').replace(' ', 'Space').replace('Escape', 'Esc');
  return named.replace(/(^|\+)([a-z])$/, (_, before: string, letter: string) => before + letter.toUpperCase());
}

/** Whether what has the focus takes letters: then no key means anything else. */
export function isTyping(event: Pick<Event, 'composedPath'>): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** Buttons and links are pressed with these keys. */
export function isForButton(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return (event.key === 'Enter' || event.key === ' ') && target instanceof HTMLButtonElement;
}

/** There arrows scroll. */
export function isInPanel(event: Event): boolean {
  return event.composedPath().some((each) => each instanceof HTMLElement && each.localName === 'vlp-detail-panel');
}
