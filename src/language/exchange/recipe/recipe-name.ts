/** @file Names for what is imported. */
import { isReservedWord } from '../../scope/reserved.ts';

/** A name that a file name makes, and that is neither taken nor a word of the language: `fox_01`, `fox_01_2`. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const plain = wanted
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40);
  const name = /^[A-Za-z]/.test(plain) && !isReservedWord(plain) ? plain : `picture${plain === '' ? '' : `_${plain}`}`;
  let candidate = name;
  for (let count = 2; taken.has(candidate); count++) candidate = `${name}_${count}`;
  return candidate;
}
