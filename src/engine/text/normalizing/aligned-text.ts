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

/** A piece of a text, and what becomes of it. An empty piece is where something is put in. */
export type Cut = readonly [from: string, to: string];

/** A step of the clean-up. */
export interface Rewriting {
  readonly rewrite: (text: string) => string;
  /** Pieces that are the text together and become, each by itself, what the text becomes. */
  readonly cut: (text: string) => readonly Cut[];
}

/**
 * A step that changes the whole as it changes each piece alone.
 * @param unit matches everywhere, so that its matches cut a text without a gap; has the flag `g`
 */
export function eachPiece(unit: RegExp, rewrite: (text: string) => string): Rewriting {
  return { rewrite, cut: (text) => (text.match(unit) ?? []).map((piece) => [piece, rewrite(piece)]) };
}

/** Where pieces do not add up to the whole, the whole is one piece: places are then coarser, and never wrong. */
export function realign(before: AlignedText, { rewrite, cut }: Rewriting): AlignedText {
  const text = rewrite(before.text);
  if (text === before.text) return before;
  const pieces = soundCuts(cut(before.text), before.text, text);
  const starts = new Uint32Array(text.length);
  const ends = new Uint32Array(text.length);
  let from = 0;
  let written = 0;
  for (const [piece, { length }] of pieces) {
    // What is put in stands where the character behind it stands, or the last one of all.
    const last = Math.min(Math.max(from, from + piece.length - 1), before.text.length - 1);
    if (length > 0 && last >= 0) {
      starts.fill(before.startOf(Math.min(from, last)), written, written + length);
      ends.fill(before.endOf(last), written, written + length);
    }
    from += piece.length;
    written += length;
  }
  return { text, startOf: (index) => starts[index]!, endOf: (index) => ends[index]! };
}

function soundCuts(cuts: readonly Cut[], before: string, after: string): readonly Cut[] {
  const isSound = joined(cuts, 0) === before && joined(cuts, 1) === after;
  return isSound ? cuts : [[before, after]];
}

function joined(cuts: readonly Cut[], side: 0 | 1): string {
  return cuts.map((cut) => cut[side]).join('');
}
