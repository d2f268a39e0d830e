import { Failure } from '../../protocol/failure.ts';
import { throwIfCancelled } from '../runtime/sessions/cancellation.ts';

/** One run at a time, in the order they came: two at once would only halve each other's speed. */
export class RunQueue {
  readonly #waiting: (() => void)[] = [];
  #isTaken = false;

  /** Whether the next one would have to wait. */
  get isTaken(): boolean {
    return this.#isTaken;
  }

  /**
   * @returns what gives the place to the next; must be called once
   * @throws Failure `cancelled`, also while waiting
   */
  async enter(signal: AbortSignal): Promise<() => void> {
    throwIfCancelled(signal);
    if (this.#isTaken) await this.#wait(signal);
    this.#isTaken = true;
    return () => this.#leave();
  }

  #wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const start = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        this.#waiting.splice(this.#waiting.indexOf(start), 1);
        reject(new Failure('cancelled', 'Cancelled.'));
      };
      this.#waiting.push(start);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** The place goes over without being free in between, so that nobody overtakes. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#isTaken = false;
    else next();
  }
}
