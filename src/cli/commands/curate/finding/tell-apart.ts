/** @file Groups of near-duplicates that a person says are none. */
import type { EngineCaller } from '../../../../engine/client/engine.ts';
import { UsageError } from '../../../usage-error.ts';

/** What the engine gives at once. */
const PART = 10_000;

/** A list of near-duplicates in an open set. */
interface DuplicateList {
  readonly set: string;
  readonly list: number;
  readonly count: number;
}

/**
 * Says for good that no image of a group repeats another.
 * @param group as it is printed: from 1 on
 * @returns how many images they are
 * @throws UsageError when there is no such group; Failure as `tellApart`
 */
export async function tellGroupApart(
  calls: Pick<EngineCaller, 'readList' | 'tellApart'>,
  { set, list, count }: DuplicateList,
  group: number,
): Promise<number> {
  const numbers: number[] = [];
  for (let from = 0; from < count; from += PART) {
    const rows = await calls.readList({ set, list, from, count: Math.min(PART, count - from) });
    numbers.push(...rows.filter((row) => row.group?.number === group - 1).map(({ number }) => number));
  }
  if (numbers.length === 0) throw new UsageError(`There is no group ${group} of near-duplicates; list them again.`);
  await calls.tellApart({ set, numbers });
  return numbers.length;
}
