/** @file Escapes: `\n`, `\t`, `\u{1F45F}`, and `\x` for every other character that is itself. */

export interface Escape {
  /** What it stands for. */
  readonly text: string;
  /** Characters it takes, the backslash included. */
  readonly length: number;
  /** A letter or digit that means nothing yet is kept, with a warning, so that it may mean something later. */
  readonly isKnown: boolean;
}

const named: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** Reads the escape that begins with the backslash at `index`. */
export function readEscape(text: string, index: number): Escape {
  const codePoint = /^\\u\{([0-9A-Fa-f]{1,6})\}/.exec(text.slice(index, index + 10));
  if (codePoint?.[1] !== undefined) return readCodePoint(codePoint[0], Number.parseInt(codePoint[1], 16));
  const next = String.fromCodePoint(text.codePointAt(index + 1) ?? 0x5c);
  const meaning = named[next];
  if (meaning !== undefined) return { text: meaning, length: 2, isKnown: true };
  return { text: next, length: Math.min(1 + next.length, text.length - index), isKnown: !/[A-Za-z0-9]/.test(next) };
}

function readCodePoint(written: string, codePoint: number): Escape {
  const isScalar = codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff);
  return { text: isScalar ? String.fromCodePoint(codePoint) : '\uFFFD', length: written.length, isKnown: isScalar };
}

/** A text that is not a prompt: escapes are resolved, nothing else has a meaning. */
export function plainText(text: string): string {
  let plain = '';
  for (let index = 0; index < text.length; ) {
    if (text[index] !== '\\') {
      plain += text[index++];
      continue;
    }
    const sequence = readEscape(text, index);
    plain += sequence.text;
    index += sequence.length;
  }
  return plain;
}
