/** @file Words of several reviewers → one. Few combinations are different ones, and each is folded once. */
import { askedCount, isAsked, type TeamDecision, teamDecision } from '../../decisions/fold-team.ts';
import type { DecisionIndex, IndexedWord } from '../log/decision-index.ts';
import type { Asking } from './asking.ts';

export class TeamTable {
  /**
   * By code; 0: nobody who is asked said anything. Of who decided last the name is right; of `words` what each decided last
   * is not known any more.
   */
  readonly teams: (TeamDecision | undefined)[] = [undefined];
  readonly #asking: Asking;
  readonly #index: DecisionIndex;
  readonly #codes = new Map<string, number>();
  /** Of reviewers: their name, where they are asked. */
  readonly #names = new Map<number, string | undefined>();

  constructor(asking: Asking, index: DecisionIndex) {
    this.#asking = asking;
    this.#index = index;
  }

  codeOf(name: number): number {
    const words = this.#index.wordsOn(name).filter(({ by }) => this.#nameOf(by) !== undefined);
    if (words.length === 0) return 0;
    const sorted = words.length === 1 ? words : words.toSorted((a, b) => (this.#name(a) < this.#name(b) ? -1 : 1));
    const last = lastOf(sorted);
    const key = `${last} ${sorted.map(({ by, code }) => `${by}:${code}`).join(' ')}`;
    const known = this.#codes.get(key);
    if (known !== undefined) return known;
    const code = this.teams.push(this.#fold(sorted, last)) - 1;
    this.#codes.set(key, code);
    return code;
  }

  #fold(words: readonly IndexedWord[], last: number): TeamDecision {
    const { policy, reviewers, isBlind } = this.#asking;
    const votes = words.map((word, at) => {
      const decided = word.decided === '' ? {} : { decided: at === last ? '1' : '0' };
      return { ...this.#index.words[word.code]!, ...decided, by: this.#name(word) };
    });
    return isBlind
      ? teamDecision(votes, { kind: 'any-reject' })
      : teamDecision(votes, policy, askedCount(policy, reviewers));
  }

  #name({ by }: IndexedWord): string {
    return this.#nameOf(by) ?? '';
  }

  #nameOf(by: number): string | undefined {
    if (this.#names.has(by)) return this.#names.get(by);
    const name = this.#index.events.pool.text(by) ?? '';
    const { reviewer, reviewers, isBlind } = this.#asking;
    const counts = isBlind ? name === reviewer : isAsked(name, reviewers);
    this.#names.set(by, counts ? name : undefined);
    return counts ? name : undefined;
  }
}

/** Place of the word whose last verdict is the newest; −1 where there is none. */
function lastOf(words: readonly IndexedWord[]): number {
  let last = -1;
  for (const [at, { decided }] of words.entries()) {
    if (decided !== '' && (last < 0 || words[last]!.decided < decided)) last = at;
  }
  return last;
}
