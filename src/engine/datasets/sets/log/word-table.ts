/** @file What a reviewer may say of an image, each thing once, and what it becomes when more is said. */
import { undecided } from '../../../../protocol/decisions.ts';
import { changeIn } from '../../decisions/decision-change.ts';
import { decisionAfter, type ReviewerDecision } from '../../decisions/fold-decisions.ts';
import { objectIn } from '../columns/object-in.ts';

/** Of the event that is asked about, to see whether it decides. */
const asked = 'asked';

export interface WordAfter {
  readonly code: number;
  /** Whether the event is the one that decided last between kept, rejected and undecided. */
  readonly decides: boolean;
}

export class WordTable {
  /** By code, without `decided`; 0: nothing was said. */
  readonly words: ReviewerDecision[] = [undecided];
  readonly #codes = new Map<string, number>([[keyOf(undecided), 0]]);
  /** By code of the word before and number of what is said. */
  readonly #after: Map<number, WordAfter>[] = [];

  /**
   * @param said its number in the pool
   * @param textOf what it says, JSON
   */
  after(code: number, said: number, textOf: (said: number) => string | undefined): WordAfter {
    this.#after[code] ??= new Map();
    const known = this.#after[code].get(said);
    if (known !== undefined) return known;
    const after = this.#compute(code, textOf(said));
    this.#after[code].set(said, after);
    return after;
  }

  #compute(code: number, text: string | undefined): WordAfter {
    const change = changeIn({ ...objectIn(text) });
    // Kept columns may come from a stranger: what is no change changes nothing.
    if (change === undefined) return { code, decides: false };
    const event = { ...change, id: asked, ts: '', by: '', image: '' };
    const { decided, ...word } = decisionAfter(this.words[code]!, event);
    return { code: this.#codeOf(word), decides: decided === asked };
  }

  #codeOf(word: ReviewerDecision): number {
    const key = keyOf(word);
    const known = this.#codes.get(key);
    if (known !== undefined) return known;
    const code = this.words.push(word) - 1;
    this.#codes.set(key, code);
    return code;
  }
}

function keyOf(word: ReviewerDecision): string {
  return JSON.stringify(Object.entries(word).sort(([a], [b]) => (a < b ? -1 : 1)));
}
