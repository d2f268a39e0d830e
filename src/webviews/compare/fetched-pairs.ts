/** @file The pictures that the page has asked for: a page of each kind at a time, so that memory stays bounded. */
import type { PictureCounts } from '../../protocol/texts/comparison-texts.ts';
import type { PairsQuestion, ShownPair } from '../../protocol/webviews/compare.ts';

const step = 60;

export type PairKind = keyof PictureCounts;

type AskForPairs = (question: PairsQuestion) => Promise<readonly ShownPair[]>;

export class FetchedPairs {
  readonly #ask: AskForPairs;
  readonly #onDidChange: () => void;
  readonly #pages = new Map<string, readonly ShownPair[]>();
  #age = 0;

  constructor(ask: AskForPairs, onDidChange: () => void) {
    this.#ask = ask;
    this.#onDidChange = onDidChange;
  }

  of(set: number, kind: PairKind): readonly ShownPair[] {
    return this.#pages.get(keyOf(set, kind)) ?? [];
  }

  /** Asks for the first page, where none was asked for. */
  async want(set: number, kind: PairKind): Promise<void> {
    const key = keyOf(set, kind);
    if (this.#pages.has(key)) return;
    this.#pages.set(key, []);
    await this.#fetch({ set, kind, count: step });
  }

  more(set: number, kind: PairKind): Promise<void> {
    return this.#fetch({ set, kind, count: this.of(set, kind).length + step });
  }

  /** The comparison is another one: asks again for as much as there was. */
  async renew(): Promise<void> {
    this.#age++;
    const questions = [...this.#pages].map(([key, pairs]) => ({
      ...partsOf(key),
      count: Math.max(step, pairs.length),
    }));
    await Promise.all(questions.map((question) => this.#fetch(question)));
  }

  async #fetch(question: PairsQuestion): Promise<void> {
    const age = this.#age;
    const pairs = await this.#ask(question);
    if (age !== this.#age) return;
    this.#pages.set(keyOf(question.set, question.kind), pairs);
    this.#onDidChange();
  }
}

function keyOf(set: number, kind: PairKind): string {
  return `${set} ${kind}`;
}

function partsOf(key: string): { readonly set: number; readonly kind: PairKind } {
  const [set, kind] = key.split(' ');
  return { set: Number(set), kind: kind as PairKind }; // Made by `keyOf`.
}
