import { setImmediate } from 'node:timers/promises';

/** Milliseconds that messages may have to wait. */
const longest = 25;

/** Lets messages in now and then, in work of many pieces that never waits by itself. */
export class Pauses {
  #last = performance.now();

  async take(): Promise<void> {
    if (performance.now() - this.#last < longest) return;
    await setImmediate();
    this.#last = performance.now();
  }
}
