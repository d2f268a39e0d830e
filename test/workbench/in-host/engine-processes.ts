/** @file The engine processes that this extension host has started, as Linux knows them. */
import { readdirSync, readFileSync } from 'node:fs';

/** Ids of our children that run the engine; empty where there is no /proc. */
export function engineProcesses(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => isOurs(id) && read(`/proc/${id}/cmdline`).includes('engine.cjs'))
    .map(Number);
}

/** The fourth field of `stat` is the parent; the second, a name in parentheses, may hold spaces. */
function isOurs(id: string): boolean {
  const afterName = read(`/proc/${id}/stat`).split(') ').at(-1) ?? '';
  return Number(afterName.split(' ')[1]) === process.pid;
}

/** A process may be gone between being listed and being read. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
