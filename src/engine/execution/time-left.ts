import type { WantedImage } from './recipe-images.ts';

/** How long the rest will take, from how long the work so far took. Pure but for the clock. */
export class TimeLeft {
  readonly #total: number;
  readonly #now: () => number;
  readonly #started: number;
  #done = 0;

  /**
   * @param total units of work
   * @param now milliseconds
   */
  constructor(total: number, now: () => number = () => performance.now()) {
    this.#total = total;
    this.#now = now;
    this.#started = now();
  }

  /** @param work units that were done since the last call */
  add(work: number): void {
    this.#done += work;
  }

  /** Undefined before anything is done. */
  get seconds(): number | undefined {
    if (this.#done <= 0) return undefined;
    const spent = this.#now() - this.#started;
    return ((spent / this.#done) * Math.max(0, this.#total - this.#done)) / 1000;
  }
}

/** Units of work of one step: its pixels, twice where guidance makes the model look twice. */
export function stepWork({ settings }: WantedImage): number {
  return settings.width * settings.height * (settings.guidance === 1 ? 1 : 2);
}

export function imageWork(image: WantedImage): number {
  return stepWork(image) * image.settings.steps;
}
