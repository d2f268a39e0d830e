/** @file Tokens that are found as a whole in a text, such as `<|endoftext|>`. */
import { Failure } from '../../../protocol/failure.ts';

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

/** Gemma, which has the most, has some six thousand. */
const MOST_TOKENS = 20_000;
/** UTF-16 units. */
const LONGEST_TOGETHER = 1_000_000;

export class AddedTokens {
  readonly #ids: ReadonlyMap<string, number>;
  /** Undefined when there is nothing to find. */
  readonly #pattern: RegExp | undefined;

  /** @throws Failure `model-unsupported` when they are so many that each prompt would take long */
  constructor(tokens: readonly AddedToken[]) {
    const found = tokens.filter(({ content }) => content !== '');
    const length = found.reduce((sum, { content }) => sum + content.length, 0);
    if (found.length > MOST_TOKENS || length > LONGEST_TOGETHER) throw tooMany(found.length);
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

function tooMany(count: number): Failure {
  const text = `The model's tokenizer has ${count} special tokens, more or longer than are read here; use another model.`;
  return new Failure('model-unsupported', text);
}

export function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
