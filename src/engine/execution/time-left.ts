import type { WantedImage } from './drawing/recipe-images.ts';

/**
 * How long the rest will take, from how long the work so far took. The clock starts with the first work done, so that
 * the opening of a model, which happens once, is not taken for the pace.
 */
export class TimeLeft {
  #total: number;
  readonly #now: () => number;
  #first: { readonly at: number; readonly work: number } | undefined;
  #done = 0;

  /**
   * @param total units of work
   * @param now milliseconds
   */
  constructor(total: number, now: () => number = () => performance.now()) {
    this.#total = total;
    this.#now = now;
  }

  /** @param work units that were done since the last call */
  add(work: number): void {
    if (work <= 0) return;
    this.#done += work;
    this.#first ??= { at: this.#now(), work };
  }

  /** @param work units that need not be done after all */
  leaveOut(work: number): void {
    this.#total -= work;
  }

  /** @param milliseconds in which nothing was done, because the run was paused */
  rest(milliseconds: number): void {
    if (this.#first !== undefined) this.#first = { ...this.#first, at: this.#first.at + milliseconds };
  }

  /** Undefined until work was done twice. */
  get seconds(): number | undefined {
    if (this.#first === undefined || this.#done <= this.#first.work) return undefined;
    const pace = (this.#now() - this.#first.at) / (this.#done - this.#first.work);
    return (pace * Math.max(0, this.#total - this.#done)) / 1000;
  }
}

/** Units of work of one step: its pixels, twice where guidance makes the model look twice. */
export function stepWork({ settings }: WantedImage): number {
  return settings.width * settings.height * (settings.guidance === 1 ? 1 : 2);
}

/** What begins with an image leaves out the first steps, of which that image is the result. */
export function imageWork(image: WantedImage): number {
  const { steps, strength = 1 } = image.settings;
  return stepWork(image) * Math.floor(steps * strength);
}
