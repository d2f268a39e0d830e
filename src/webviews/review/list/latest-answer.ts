/** @file The answer to the question that was asked last: what is asked anew is not waited for any more. */

export class LatestAnswer<Answer> {
  readonly #onDidChange: () => void;
  #key: string | undefined;
  #answer: Answer | 'pending' | null = null;
  #asking = new AbortController();

  /** @param onDidChange after an answer came */
  constructor(onDidChange: () => void) {
    this.#onDidChange = onDidChange;
  }

  /** Null when there is none. */
  get answer(): Answer | 'pending' | null {
    return this.#answer;
  }

  /** Asks, unless it is what was asked last. @param key what it is about; undefined: nothing is asked any more */
  look(key: string | undefined, ask: (signal: AbortSignal) => Promise<Answer | null>): void {
    if (key === this.#key) return;
    this.#asking.abort();
    this.#key = key;
    this.#answer = key === undefined ? null : 'pending';
    if (key !== undefined) void this.#learn(ask);
  }

  async #learn(ask: (signal: AbortSignal) => Promise<Answer | null>): Promise<void> {
    const asking = new AbortController();
    this.#asking = asking;
    const answer = await ask(asking.signal).catch(() => null);
    if (asking.signal.aborted) return;
    this.#answer = answer;
    this.#onDidChange();
  }
}
