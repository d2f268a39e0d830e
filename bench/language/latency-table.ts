/** @file Latencies as a table. */
import type { Latency } from './latency.ts';

export function latencyTable(latencies: readonly Latency[]) {
  return Object.fromEntries(
    latencies.map(({ what, median, wanted, parse, ratio, low, high }) => [
      what,
      {
        'median, ms': tenths(median),
        'wanted, ms': wanted,
        'bare parse, ms': tenths(parse),
        ratio: tenths(ratio),
        from: tenths(low),
        to: tenths(high),
      },
    ]),
  );
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
