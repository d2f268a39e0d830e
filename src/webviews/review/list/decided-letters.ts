/**
 * @file What was decided of each image of the list: what the host knows, and over it what was pressed since. A list may
 * be of a million images: nothing here looks at all of them for a press.
 */
import { decisionOf, letterOf } from '../../../protocol/decision-letters.ts';
import { type DecisionChange, decidedBy, type ImageDecision } from '../../../protocol/decisions.ts';

export interface DecisionCounts {
  readonly undecided: number;
  readonly kept: number;
  readonly rejected: number;
}

const none: DecisionCounts = { undecided: 0, kept: 0, rejected: 0 };

export class DecidedLetters {
  /** Codes of letters: those of the host, and those that are shown. */
  #known = new Uint8Array();
  #shown = new Uint8Array();
  /** By place, until the host has answered; the number tells two presses on one image apart. */
  readonly #pressed = new Map<number, number>();
  #serial = 0;
  #counts: { -readonly [S in keyof DecisionCounts]: number } = { ...none };

  get length(): number {
    return this.#shown.length;
  }

  get counts(): DecisionCounts {
    return { ...this.#counts };
  }

  /** Of another list. */
  begin(letters: string): void {
    this.#known = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    this.#shown = this.#known.slice();
    this.#pressed.clear();
    this.#counts = { ...none };
    for (const code of this.#shown) this.#counts[stateOf(code)] += 1;
  }

  /** All of the same list, as the host knows it now. */
  take(letters: string): void {
    for (let place = 0; place < Math.min(letters.length, this.length); place++)
      this.learn(place, letters[place] ?? 'u');
  }

  /** One of the list, as the host knows it now. */
  learn(place: number, letter: string): void {
    if (place < 0 || place >= this.length) return;
    this.#known[place] = letter.charCodeAt(0);
    if (!this.#pressed.has(place)) this.#show(place, letter.charCodeAt(0));
  }

  of(place: number): ImageDecision {
    const code = this.#shown[place];
    return decisionOf(code === undefined ? undefined : String.fromCharCode(code));
  }

  /** Counts at once. Returns what ends that: from then on the host's word holds. */
  press(places: Iterable<number>, { op }: DecisionChange): () => void {
    const [serial, pressed] = [++this.#serial, [...places]];
    if (!isLettered(op)) return () => {};
    for (const place of pressed) {
      this.#pressed.set(place, serial);
      this.#show(place, letterOf(decidedBy(this.of(place), op)).charCodeAt(0));
    }
    return () => {
      for (const place of pressed) this.#settle(place, serial);
    };
  }

  /** The next one after a place, round the end; undefined when all are decided. */
  nextUndecided(place: number): number | undefined {
    if (this.#counts.undecided === 0) return undefined;
    for (let step = 1; step <= this.length; step++) {
      const at = (place + step) % this.length;
      if (stateOf(this.#shown[at]) === 'undecided') return at;
    }
    return undefined;
  }

  #settle(place: number, serial: number): void {
    if (this.#pressed.get(place) !== serial) return;
    this.#pressed.delete(place);
    this.#show(place, this.#known[place] ?? 0);
  }

  #show(place: number, code: number): void {
    this.#counts[stateOf(this.#shown[place])] -= 1;
    this.#shown[place] = code;
    this.#counts[stateOf(code)] += 1;
  }
}

const states: Readonly<Record<number, ImageDecision['state']>> = Object.fromEntries(
  ['u', 'U', 'k', 'K', 'r', 'R'].map((letter) => [letter.charCodeAt(0), decisionOf(letter).state]),
);

function stateOf(code = 0): ImageDecision['state'] {
  return states[code] ?? 'undecided';
}

const lettered = ['accept', 'reject', 'undecide', 'flag', 'unflag'] as const;

/** Labels, ratings, tags and notes have no letter. */
function isLettered(op: DecisionChange['op']): op is (typeof lettered)[number] {
  return lettered.some((each) => each === op);
}
