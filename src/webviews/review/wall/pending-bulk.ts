/** @file A change of many images that waits for a yes: how many it would change is said first. */
import type { ReviewAction } from '../../../protocol/webviews/review-keys.ts';
import type { BulkQuestion } from './bulk-bar.ts';

interface Asked extends BulkQuestion {
  readonly action: ReviewAction;
  readonly run: () => void;
}

export class PendingBulk {
  readonly #onDidChange: () => void;
  #asked: Asked | undefined;

  /** @param onDidChange after a question came, was counted, or went */
  constructor(onDidChange: () => void) {
    this.#onDidChange = onDidChange;
  }

  get question(): BulkQuestion | undefined {
    return this.#asked;
  }

  /** Whether an action is a yes: Enter, or the same once more. */
  isYes(action: ReviewAction): boolean {
    return action === 'enlarge' || action === this.#asked?.action;
  }

  /** Resolves to whether it is asked still, once it is counted. A count of null: there is nothing to ask any more. */
  async ask(action: ReviewAction, words: string, counting: Promise<number | null>, run: () => void): Promise<boolean> {
    const asked: Asked = { action, words, run, count: undefined };
    this.#become(asked);
    const count = await counting.catch(() => null);
    if (this.#asked !== asked) return false;
    this.#become(count === null ? undefined : { ...asked, count });
    return count !== null;
  }

  /** What is not counted yet cannot be agreed to. */
  answer(isYes: boolean): void {
    const asked = this.#asked;
    if (isYes && asked?.count === undefined) return;
    this.#become(undefined);
    if (isYes && asked && asked.count !== 0) asked.run();
  }

  #become(asked: Asked | undefined): void {
    this.#asked = asked;
    this.#onDidChange();
  }
}
