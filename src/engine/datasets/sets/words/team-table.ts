/** @file Words of several reviewers → one. Few combinations are different ones, and each is folded once. */
import { askedCount, isAsked, type TeamDecision, teamDecision } from '../../decisions/fold-team.ts';
import type { DecisionIndex } from '../log/decision-index.ts';
import type { Asking } from './asking.ts';

/** More than there are different words of a reviewer. */
const MOST_WORDS = 2 ** 24;

/** Words one after the other, as a tree: to join them to a text for each image takes longer than all else. */
interface Branch {
  readonly branches: Map<number, Branch>;
  code?: number;
}

export class TeamTable {
  /**
   * By code; 0: nobody who is asked said anything. Of who decided last the name is right; of `words` what each decided last
   * is not known any more.
   */
  readonly teams: (TeamDecision | undefined)[] = [undefined];
  readonly #asking: Asking;
  readonly #index: DecisionIndex;
  readonly #codes: Branch = { branches: new Map() };
  /** Of reviewers: their name, where they are asked. */
  readonly #names = new Map<number, string | undefined>();

  constructor(asking: Asking, index: DecisionIndex) {
    this.#asking = asking;
    this.#index = index;
  }

  codeOf(name: number): number {
    const index = this.#index;
    const words: number[] = [];
    for (let word = index.firstWord(name); word >= 0; word = index.nextWord(word)) {
      if (this.#nameOf(index.reviewerAt(word)) !== undefined) words.push(word);
    }
    if (words.length === 0) return 0;
    if (words.length > 1) words.sort((a, b) => (this.#name(a) < this.#name(b) ? -1 : 1));
    const last = this.#lastOf(words);
    let at = this.#codes;
    for (const word of words) at = next(at, index.reviewerAt(word) * MOST_WORDS + index.codeAt(word));
    const leaf = next(at, last - MOST_WORDS);
    leaf.code ??= this.teams.push(this.#fold(words, last)) - 1;
    return leaf.code;
  }

  #fold(words: readonly number[], last: number): TeamDecision {
    const { policy, reviewers, isBlind } = this.#asking;
    const votes = words.map((word, at) => {
      const decided = this.#index.decidedAt(word) === '' ? {} : { decided: at === last ? '1' : '0' };
      return { ...this.#index.words[this.#index.codeAt(word)]!, ...decided, by: this.#name(word) };
    });
    return isBlind
      ? teamDecision(votes, { kind: 'any-reject' })
      : teamDecision(votes, policy, askedCount(policy, reviewers));
  }

  /** Place of the word whose last verdict is the newest; −1 where there is none. */
  #lastOf(words: readonly number[]): number {
    let last = -1;
    let newest = '';
    for (const [at, word] of words.entries()) {
      const decided = this.#index.decidedAt(word);
      if (decided > newest) [last, newest] = [at, decided];
    }
    return last;
  }

  #name(word: number): string {
    return this.#nameOf(this.#index.reviewerAt(word)) ?? '';
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

function next({ branches }: Branch, key: number): Branch {
  const known = branches.get(key);
  if (known !== undefined) return known;
  const fresh: Branch = { branches: new Map() };
  branches.set(key, fresh);
  return fresh;
}
