/** @file How far a download is, told a few times a second. */
import type { DownloadProgress } from '../../../protocol/models.ts';

/** Milliseconds between reports. */
const EVERY = 150;
/** Over which the pace is taken: long enough to be steady, short enough to follow the network. */
const WINDOW = 15_000;

export class DownloadMeter {
  readonly #report: (progress: DownloadProgress) => void;
  readonly #now: () => number;
  readonly #bytes = new Map<string, number>();
  /** Times with what was there then, the oldest first. */
  readonly #past: { readonly at: number; readonly bytes: number }[] = [];
  #total = 0;
  #told = Number.NEGATIVE_INFINITY;

  /** @param now milliseconds */
  constructor(report: (progress: DownloadProgress) => void, now: () => number = () => performance.now()) {
    this.#report = report;
    this.#now = now;
  }

  /** @param there bytes that need not be fetched */
  begin(total: number, there: number): void {
    this.#total = total;
    this.#bytes.set('', there);
    this.#past.length = 0;
    this.#tell('downloading', undefined, true);
  }

  /** More became known to be needed. */
  extend(bytes: number): void {
    this.#total += bytes;
  }

  /** @param bytes that are there of a file now */
  set(file: string, bytes: number): void {
    this.#bytes.set(file, bytes);
    this.#tell('downloading', file, false);
  }

  verifying(file: string): void {
    this.#tell('verifying', file, true);
  }

  end(): void {
    this.#tell('verifying', undefined, true);
  }

  #tell(stage: DownloadProgress['stage'], file: string | undefined, isUrgent: boolean): void {
    const now = this.#now();
    if (!isUrgent && now - this.#told < EVERY) return;
    this.#told = now;
    const bytes = [...this.#bytes.values()].reduce((sum, one) => sum + one, 0);
    const secondsLeft = this.#secondsLeft(now, bytes);
    this.#report({
      stage,
      bytes,
      totalBytes: this.#total,
      ...(file === undefined ? {} : { file }),
      ...(secondsLeft === undefined ? {} : { secondsLeft }),
    });
  }

  #secondsLeft(now: number, bytes: number): number | undefined {
    this.#past.push({ at: now, bytes });
    while (this.#past.length > 2 && now - this.#past[0]!.at > WINDOW) this.#past.shift();
    const [first] = this.#past;
    if (first === undefined || bytes <= first.bytes || now <= first.at) return undefined;
    return ((this.#total - bytes) * (now - first.at)) / (bytes - first.bytes) / 1000;
  }
}
