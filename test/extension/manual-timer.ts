import type { Timer } from '../../src/extension/paced.ts';

interface Due {
  readonly at: number;
  readonly callback: () => void;
}

/** Time that passes when a test says so. */
export class ManualTimer implements Timer {
  #now = 0;
  readonly #waiting = new Set<Due>();

  set(callback: () => void, milliseconds: number): unknown {
    const due = { at: this.#now + milliseconds, callback };
    this.#waiting.add(due);
    return due;
  }

  clear(handle: unknown): void {
    for (const due of this.#waiting) if (due === handle) this.#waiting.delete(due);
  }

  /** Calls what falls due on the way, in order. */
  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#now = next.at;
      this.#waiting.delete(next);
      next.callback();
    }
    this.#now = end;
  }

  #next(end: number): Due | undefined {
    return [...this.#waiting].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}
