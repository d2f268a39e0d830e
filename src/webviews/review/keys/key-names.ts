/** @file Names of keys, as they are pressed and as people write them into settings. */
import { pressed } from '../../shared/pressed-key.ts';

type PressedKey = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/**
 * As settings and the list of keys name it; undefined with a modifier that pages leave to others. Digits go by where the
 * key is, because Shift makes another sign of them on every keyboard; signs such as `?` and `+` by what they are.
 */
export function keyName(event: PressedKey): string | undefined {
  const name = pressed(event);
  if (name === undefined) return undefined;
  const digit = /^Digit([0-9])$/.exec(event.code)?.[1];
  // On some keyboards these signs are on digits.
  if (digit !== undefined && !name.startsWith('Control+') && !'/?+-='.includes(event.key))
    return event.shiftKey ? `Shift+${digit}` : digit;
  const isNamed = event.key.length > 1 || event.key === ' ';
  const spoken = name.replace(/ $/, 'Space');
  return isNamed && event.shiftKey ? withShift(spoken) : spoken;
}

function withShift(name: string): string {
  return name.startsWith('Control+') ? `Control+Shift+${name.slice(8)}` : `Shift+${name}`;
}

const calledSo: Readonly<Record<string, string>> = {
  ctrl: 'Control',
  control: 'Control',
  cmd: 'Control',
  meta: 'Control',
  shift: 'Shift',
  esc: 'Escape',
  escape: 'Escape',
  space: 'Space',
  ' ': 'Space',
  left: 'ArrowLeft',
  right: 'ArrowRight',
  up: 'ArrowUp',
  down: 'ArrowDown',
  enter: 'Enter',
  return: 'Enter',
};

/** What a key is called that somebody wrote as `Ctrl+A`, `esc` or `X`. */
export function keyCalled(written: string): string {
  const parts = written.length > 1 ? written.split(/(?<=[^+])\+/) : [written];
  const names = parts.map((part) => calledSo[part.toLowerCase()] ?? (/^[A-Z]$/.test(part) ? part.toLowerCase() : part));
  return names.join('+');
}
