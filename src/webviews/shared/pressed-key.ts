/** @file Keys that pages act on: how they are named, and when they are for somebody else. */

export interface KeyRow<Action> {
  /** As `pressed` names them, letters in lower case. */
  readonly keys: readonly string[];
  readonly action: Action;
  readonly words: string;
}

/** The name of a pressed key with its modifiers; undefined with one that pages leave to others. */
export function pressed(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
): string | undefined {
  if (event.altKey) return undefined;
  const isLetter = /^[a-z]$/i.test(event.key);
  const key = isLetter ? event.key.toLowerCase() : event.key;
  const control = event.ctrlKey || event.metaKey ? 'Control+' : '';
  return `${control}${event.shiftKey && isLetter ? 'Shift+' : ''}${key}`;
}

const arrows: Readonly<Record<string, string>> = { Left: '←', Right: '→', Up: '↑', Down: '↓' };

/** For people: `K`, `Ctrl+Z`, `←`. */
export function keyWords(key: string): string {
  const spoken = key.replace('Control+', 'Ctrl+').replace(' ', 'Space').replace('Escape', 'Esc');
  const signed = spoken.replace(/Arrow(Left|Right|Up|Down)/, (name, to: string) => arrows[to] ?? name);
  const named = signed.replace(/Page(Up|Down)/, 'Page $1');
  return named.replace(/(^|\+)([a-z])$/, (_, before: string, letter: string) => before + letter.toUpperCase());
}

/** Whether what has the focus takes letters: then no key means anything else. */
export function isTyping(event: Pick<Event, 'composedPath'>): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** Buttons, links and what unfolds are pressed with these keys. */
export function isForButton(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (event.key !== 'Enter' && event.key !== ' ') return false;
  return target instanceof HTMLElement && target.matches('button, summary, a[href]');
}
