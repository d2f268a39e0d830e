/** @file The canonical form of a `.txt` wildcard file: no blanks at the ends of lines, one line break at the end. */
import type { TextChange } from '../format/text-change.ts';

/** Comments and the file's own line breaks stay; the phrases mean the same. */
export function formatLines(text: string): TextChange[] {
  const content = text.trimEnd().length;
  const trailing = [...text.slice(0, content).matchAll(/(?<![ \t])[ \t]+(?=\r?\n|\r)/g)].map((found) => ({
    at: { start: found.index, end: found.index + found[0].length },
    text: '',
  }));
  const end = content === 0 ? '' : (/\r\n|\r|\n/.exec(text)?.[0] ?? '\n');
  const isEnded = text.slice(content) === end;
  return isEnded ? trailing : [...trailing, { at: { start: content, end: text.length }, text: end }];
}
