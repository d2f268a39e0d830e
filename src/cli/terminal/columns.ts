/** @file Text measured in terminal columns, where a letter may take none, one or two. */
import stringWidth from 'string-width';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Columns that `text` takes; colour codes take none. */
export function columnsOf(text: string): number {
  return stringWidth(text);
}

export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - columnsOf(text))) + text;
}

/** The longest beginning of plain `text` that fits, never cutting through a letter. */
export function cut(text: string, columns: number): string {
  let kept = '';
  for (const { segment } of segmenter.segment(text)) {
    if (columnsOf(kept + segment) > columns) break;
    kept += segment;
  }
  return kept;
}

/** Plain `text`, or its beginning and `…` where it is too long. */
export function shorten(text: string, columns: number): string {
  return columnsOf(text) <= columns ? text : `${cut(text, columns - 1)}…`;
}

/**
 * Makes text that comes from files harmless on one terminal line: an escape sequence in a file name or a prompt must
 * not move the cursor or set colours. Control characters become their pictures (U+2400 block) or `�`.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '�';
  });
}
