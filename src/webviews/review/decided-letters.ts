/** @file What was decided of each image of the list: what the host knows, and over it what was pressed since. */
import { type DecisionAct, decidedBy, type ImageDecision } from '../../protocol/decisions.ts';
import { decisionOf, letterOf } from '../../protocol/webviews/review.ts';

export interface DecisionCounts {
  readonly undecided: number;
  readonly kept: number;
  readonly rejected: number;
}

export class DecidedLetters {
  #letters = '';
  /** By index, until the host has answered; the number tells two presses on one image apart. */
  readonly #pressed = new Map<number, { readonly letter: string; readonly serial: number }>();
  #serial = 0;

  get length(): number {
    return this.#letters.length;
  }

  /** As the host knows it now. */
  take(letters: string): void {
    this.#letters = letters;
  }

  /** Of another list. */
  begin(letters: string): void {
    this.#pressed.clear();
    this.#letters = letters;
  }

  of(index: number): ImageDecision {
    return decisionOf(this.#pressed.get(index)?.letter ?? this.#letters[index]);
  }

  /** Counts at once. Returns what ends that: from then on the host's word holds. */
  press(index: number, act: DecisionAct): () => void {
    const serial = ++this.#serial;
    this.#pressed.set(index, { letter: letterOf(decidedBy(this.of(index), act)), serial });
    return () => {
      if (this.#pressed.get(index)?.serial === serial) this.#pressed.delete(index);
    };
  }

  counts(): DecisionCounts {
    const counts = { undecided: 0, kept: 0, rejected: 0 };
    for (let index = 0; index < this.length; index++) counts[this.of(index).state]++;
    return counts;
  }

  /** The next one after an image, round the end; undefined when all are decided. */
  nextUndecided(index: number): number | undefined {
    for (let step = 1; step <= this.length; step++) {
      const at = (index + step) % this.length;
      if (this.of(at).state === 'undecided') return at;
    }
    return undefined;
  }
}
