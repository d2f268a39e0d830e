/** Milliseconds between two pictures; to make one takes far less. */
const SLOW = 1000;

/**
 * When to show an unfinished picture: at once the first time, then a few times a second. Images that are drawn more
 * quickly than that show themselves.
 */
export class PreviewClock {
  readonly #interval: number;
  readonly #now: () => number;
  #last = Number.NEGATIVE_INFINITY;

  /** @param interval milliseconds: five a second are smooth enough, and each may cost a decoding */
  constructor(interval = 200, now: () => number = () => performance.now()) {
    this.#interval = interval;
    this.#now = now;
  }

  /** Whether the next one would be shown much too late if it were not waited for: steps are slow, or it is the first. */
  get isAwaited(): boolean {
    return this.#now() - this.#last > SLOW;
  }

  /** Another image begins, which is new to look at. */
  begin(): void {
    if (this.#last !== Number.NEGATIVE_INFINITY) this.#last = this.#now();
  }

  /** Whether it is time; then the clock runs anew. */
  isDue(): boolean {
    const now = this.#now();
    if (now - this.#last < this.#interval) return false;
    this.#last = now;
    return true;
  }
}
