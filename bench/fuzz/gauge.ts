/** @file How many cases there were, how fast, which took longest, and how much memory they took. */

/** Of processor time, which other programs on the machine do not lengthen: a case above it is a failure. */
const LONGEST_MS = 1000;
const BETWEEN_REPORTS_MS = 60_000;

export class Gauge {
  private readonly started = Date.now();
  private reported = Date.now();
  private slowest = { ms: 0, family: '' };
  private memory = 0;
  private readonly begun: Int32Array;

  /** @param begun shared memory that counts cases. */
  constructor(begun: Int32Array) {
    this.begun = begun;
  }

  /** With those that shrinking tries. */
  get cases(): number {
    return Atomics.load(this.begun, 0);
  }

  async time(family: string, run: () => Promise<void>): Promise<void> {
    Atomics.add(this.begun, 0, 1);
    const before = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(before);
    const ms = (user + system) / 1000;
    if (ms > this.slowest.ms) this.slowest = { ms, family };
    if (this.cases % 100 === 0) this.memory = Math.max(this.memory, process.memoryUsage.rss());
    if (ms > LONGEST_MS) throw new Error(`This case took ${ms.toFixed(0)} ms of processor time.`);
  }

  reportSometimes(): void {
    if (Date.now() - this.reported < BETWEEN_REPORTS_MS) return;
    this.reported = Date.now();
    this.report();
  }

  report(): void {
    const seconds = (Date.now() - this.started) / 1000;
    const { ms, family } = this.slowest;
    console.log(
      `${this.cases} cases in ${seconds.toFixed(0)} s, ${(this.cases / seconds).toFixed(0)} a second; ` +
        `slowest ${ms.toFixed(0)} ms (${family}); memory at most ${(this.memory / 2 ** 20).toFixed(0)} MB`,
    );
  }
}
