/** @file How many threads a session gets. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** More threads than this make small graphs slower: they wait for each other more than they work. */
const MOST = 8;

/** @param requested 0 lets the engine choose: one a physical core, as two on one core share its arithmetic units. */
export function threadCount(requested: number): number {
  return requested > 0 ? requested : Math.min(MOST, physicalCores());
}

/** Never more than this process may use. */
function physicalCores(): number {
  const usable = availableParallelism();
  return Math.max(1, Math.min(usable, coresOfLinux() ?? coresByArchitecture(usable)));
}

/** Distinct pairs of socket and core; undefined where the system does not say. */
function coresOfLinux(): number | undefined {
  try {
    const text = readFileSync('/proc/cpuinfo', 'utf8');
    const pairs = text.matchAll(/^physical id\s*:\s*(\d+)$[\s\S]*?^core id\s*:\s*(\d+)$/gm);
    const distinct = new Set([...pairs].map(([, socket, core]) => `${socket}/${core}`));
    return distinct.size > 0 ? distinct.size : undefined;
  } catch {
    return undefined;
  }
}

/** Most x64 processors run two threads a core, ARM ones one. */
function coresByArchitecture(usable: number): number {
  return process.arch === 'x64' ? Math.ceil(usable / 2) : usable;
}
