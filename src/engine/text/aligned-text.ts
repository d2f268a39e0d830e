/** @file A text that was cleaned up, and where in the original each of its characters came from. Places in UTF-16. */

export interface AlignedText {
  readonly text: string;
  /** Where in the original the character at an index begins … */
  startOf(index: number): number;
  /** … and where it ends. */
  endOf(index: number): number;
}

export function alignedWithItself(text: string): AlignedText {
  return { text, startOf: (index) => index, endOf: (index) => index + 1 };
}

/** A step of the clean-up. Pieces are found by `unit`, and the whole is changed as each of them alone is. */
export interface Rewriting {
  readonly rewrite: (text: string) => string;
  /** Matches everywhere, so that its matches cut a text without a gap; has the flag `g`. */
  readonly unit: RegExp;
}

/** Where pieces do not add up to the whole, the whole is one piece: places are then coarser, and never wrong. */
export function realign(before: AlignedText, { rewrite, unit }: Rewriting): AlignedText {
  const text = rewrite(before.text);
  if (text === before.text) return before;
  const cut = pieces(before.text, unit);
  const sound = cut.map(rewrite).join('') === text ? cut : [before.text];
  const starts = new Uint32Array(text.length);
  const ends = new Uint32Array(text.length);
  let from = 0;
  let written = 0;
  for (const piece of sound) {
    const upTo = written + rewrite(piece).length;
    if (upTo > written) {
      starts.fill(before.startOf(from), written, upTo);
      ends.fill(before.endOf(from + piece.length - 1), written, upTo);
    }
    from += piece.length;
    written = upTo;
  }
  return { text, startOf: (index) => starts[index]!, endOf: (index) => ends[index]! };
}

function pieces(text: string, unit: RegExp): string[] {
  const cut = text.match(unit) ?? [];
  return cut.join('') === text ? cut : [text];
}
