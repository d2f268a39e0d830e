/** @file Latencies as a table. */
import type { Latency } from './latency.ts';

export function latencyTable(latencies: readonly Latency[]) {
  return Object.fromEntries(
    latencies.map(({ what, cost, wanted, parse, ratio, low, high }) => [
      what,
      {
        'wall, ms': tenths(cost.wall),
        'wanted, ms': wanted,
        'CPU, ms': tenths(cost.cpu),
        'CPU of a bare parse, ms': tenths(parse),
        'CPU ratio': tenths(ratio),
        from: tenths(low),
        to: tenths(high),
      },
    ]),
  );
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
