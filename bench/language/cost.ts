/** @file What something costs: the time somebody waits, and the processor time, which other programs do not change much. */

/** In milliseconds. */
export interface Cost {
  readonly wall: number;
  /** Of all threads, those of the garbage collector too. */
  readonly cpu: number;
}

/** @param usage of the process that works, whether or not it is this one. */
export async function costOf(usage: () => Promise<NodeJS.CpuUsage>, work: () => unknown): Promise<Cost> {
  const before = await usage();
  const started = performance.now();
  await work();
  const wall = performance.now() - started;
  const after = await usage();
  return { wall, cpu: (after.user + after.system - before.user - before.system) / 1000 };
}

export function meanOf(costs: readonly Cost[]): Cost {
  const mean = (pick: (cost: Cost) => number) => costs.reduce((sum, cost) => sum + pick(cost), 0) / costs.length;
  return { wall: mean(({ wall }) => wall), cpu: mean(({ cpu }) => cpu) };
}
