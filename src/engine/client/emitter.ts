import type { Subscription } from './engine.ts';

/** Tells listeners of each value, in the order they came. A listener that throws does not keep the others from it. */
export class Emitter<Value> {
  readonly #listeners = new Set<(value: Value) => void>();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  on(listener: (value: Value) => void): Subscription {
    // Wrapped, so that the same function given twice is heard twice and disposed of one by one.
    const entry = (value: Value) => listener(value);
    this.#listeners.add(entry);
    return { dispose: () => void this.#listeners.delete(entry) };
  }

  fire(value: Value): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}
