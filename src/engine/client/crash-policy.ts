/** How long to wait before the next start, and when to stop trying. Pure: the caller measures time. */
export class CrashPolicy {
  readonly #backOff: readonly number[];
  readonly #stable: number;
  #crashes = 0;

  /**
   * @param backOff milliseconds before the first, second, … restart
   * @param stable a process that lived this many milliseconds clears the count
   */
  constructor(backOff: readonly number[], stable: number) {
    this.#backOff = backOff;
    this.#stable = stable;
  }

  /** How many crashes are remembered. */
  get crashes(): number {
    return this.#crashes;
  }

  /**
   * @param lived milliseconds that the process was up
   * @returns milliseconds to wait, or `undefined` to give up
   */
  afterCrash(lived: number): number | undefined {
    if (lived >= this.#stable) this.#crashes = 0;
    const wait = this.#backOff[this.#crashes];
    this.#crashes += 1;
    return wait;
  }

  forget(): void {
    this.#crashes = 0;
  }
}
