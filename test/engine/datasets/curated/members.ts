/** @file Sets that tests are made on. */
import fc from 'fast-check';
import { chance, type Member } from '../../../../src/engine/datasets/curated/member.ts';
import type { Group } from '../../../../src/engine/datasets/curated/share-out.ts';
import type { SplitPlan } from '../../../../src/language/plan/plan.ts';

const own = fc.record(
  {
    class: fc.constantFrom('boot', 'coat', 'shirt'),
    isKept: fc.oneof({ arbitrary: fc.constant(false), weight: 4 }, { arbitrary: fc.constant(true), weight: 1 }),
    score: fc.integer({ min: 0, max: 9 }).map((tenths) => tenths / 10),
  },
  { requiredKeys: ['class', 'isKept'] },
);

export function membersOf(maxLength: number): fc.Arbitrary<readonly Member[]> {
  return fc.array(own, { maxLength }).map((all) => all.map((each, place) => ({ ...each, id: `id ${place}`, place })));
}

/** Members in groups of one to four, some pinned. */
export function groupsOf(maxLength: number, arePinned = false): fc.Arbitrary<readonly Group[]> {
  const pinned = arePinned
    ? fc.option(fc.constantFrom('train', 'val', 'test'), { nil: undefined, freq: 8 })
    : fc.constant(undefined);
  return fc
    .tuple(membersOf(maxLength), fc.infiniteStream(fc.tuple(fc.integer({ min: 1, max: 4 }), pinned)))
    .map(([members, sizes]) => {
      const groups: Group[] = [];
      for (let from = 0; from < members.length; ) {
        const { value: [size, side] = [1, undefined] } = sizes.next();
        groups.push({ members: members.slice(from, from + size), ...(side !== undefined && { pinned: side }) });
        from += size;
      }
      return groups;
    });
}

export const splits: fc.Arbitrary<readonly SplitPlan[]> = fc.constantFrom(
  [{ name: 'train', share: 1 }],
  [
    { name: 'train', share: 0.8 },
    { name: 'test', share: 0.2 },
  ],
  [
    { name: 'train', share: 0.7 },
    { name: 'val', share: 0.15 },
    { name: 'test', share: 0.15 },
  ],
  [
    { name: 'train', share: 0.5 },
    { name: 'val', share: 0.1 },
  ],
);

/** In an order that looks like none. */
export function shuffled<T>(all: readonly T[], seed: number): readonly T[] {
  return all
    .map((each, index) => ({ each, lot: chance(seed, 'test', String(index)) }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ each }) => each);
}
