/** @file Names of runs: in the order of names they are in the order in which they began, whatever the clock does. */
import { randomBytes } from 'node:crypto';
import type { RunId } from '../../protocol/runs.ts';

/** A time without its punctuation, and what tells apart those that began in the same moment. */
const pattern = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-([0-9a-f]{8}|\d+-\d+)$/;

/** Of the time when names become one digit longer. */
const LAST = Date.UTC(9999, 11, 31);

const ending = '.jsonl';

/**
 * @param newest of the runs there are; a clock that was put back since does not bring a run before them
 * @param now milliseconds since 1970
 */
export function newRunId(newest: RunId | undefined, now = Date.now()): RunId {
  const time = Math.min(Math.max(now, (timeOf(newest) ?? 0) + 1), LAST);
  return `${new Date(time).toISOString().replaceAll(/[-:.]/g, '')}-${randomBytes(4).toString('hex')}`;
}

/** Milliseconds since 1970 that its name tells; undefined of what is no run. */
export function timeOf(id: RunId | undefined): number | undefined {
  const parts = pattern
    .exec(id ?? '')
    ?.slice(1, 8)
    .map(Number);
  if (parts === undefined) return undefined;
  const [year, month, day, hour, minute, second, rest] = parts;
  const time = Date.UTC(year!, month! - 1, day, hour, minute, second, rest);
  return time <= LAST ? time : undefined;
}

export function journalOf(id: RunId): `runs/${string}` {
  return `runs/${id}${ending}`;
}

/** Undefined of a file that is no journal. */
export function runOf(file: string): RunId | undefined {
  const id = file.endsWith(ending) ? file.slice(0, -ending.length) : undefined;
  return timeOf(id) === undefined ? undefined : id;
}
