/** @file Tokens that are found as a whole in a text, such as `<|endoftext|>`. */

export interface AddedToken {
  readonly id: number;
  readonly content: string;
  /** Found in the normalised text, not in the text as it was written. */
  readonly normalized: boolean;
}

/** A token where there is an `id`, else text between tokens. */
export interface Piece {
  readonly text: string;
  /** UTF-16 index. */
  readonly at: number;
  readonly id?: number;
}

export class AddedTokens {
  readonly #ids: ReadonlyMap<string, number>;
  /** Undefined when there is nothing to find. */
  readonly #pattern: RegExp | undefined;

  constructor(tokens: readonly AddedToken[]) {
    const found = tokens.filter(({ content }) => content !== '');
    this.#ids = new Map(found.map(({ content, id }) => [content, id]));
    // Where two begin at one place, the longer is taken.
    const contents = [...this.#ids.keys()].sort((a, b) => b.length - a.length);
    this.#pattern = contents.length > 0 ? new RegExp(contents.map(escapeRegex).join('|'), 'g') : undefined;
  }

  /** The whole text in pieces, in order; those without characters are left out. */
  split(text: string): Piece[] {
    const pieces: Piece[] = [];
    let start = 0;
    const addText = (end: number) => {
      if (end > start) pieces.push({ text: text.slice(start, end), at: start });
    };
    for (const { 0: content, index } of this.#pattern ? text.matchAll(this.#pattern) : []) {
      addText(index);
      pieces.push({ text: content, at: index, id: this.#ids.get(content)! });
      start = index + content.length;
    }
    addText(text.length);
    return pieces;
  }
}

export function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
