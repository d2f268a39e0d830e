import type { LogLevel } from '../../protocol/engine.ts';

/** The end of a log, each line with its time and level. */
export class LastLines {
  readonly #most: number;
  readonly #lines: string[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  get all(): readonly string[] {
    return [...this.#lines];
  }

  add(line: string, level: LogLevel): void {
    this.#lines.push(`${new Date().toISOString()} [${level}] ${line}`);
    if (this.#lines.length > this.#most) this.#lines.shift();
  }
}
