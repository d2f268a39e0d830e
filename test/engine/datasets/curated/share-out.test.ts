import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Group, left, type Side, shareOut } from '../../../../src/engine/datasets/curated/share-out.ts';
import type { SplitPlan } from '../../../../src/language/plan/plan.ts';
import { groupsOf, shuffled, splits } from './members.ts';

function countOn(groups: readonly Group[], sides: readonly Side[], side: Side, name?: string): number {
  const own = groups.filter((_, at) => sides[at] === side).flatMap((group) => group.members);
  return own.filter((member) => name === undefined || member.class === name).length;
}

const total = (groups: readonly Group[]) => groups.reduce((sum, group) => sum + group.members.length, 0);

describe('splits', () => {
  it('have the shares that were asked for, to within one group', () => {
    const property = fc.property(groupsOf(200), splits, fc.nat(99), (groups, asked, seed) => {
      const sides = shareOut(groups, asked, seed);
      const largest = Math.max(0, ...groups.map((group) => group.members.length));
      // What people keep cannot be left over, and is more than the rest may be.
      if (groups.some((group) => group.members.some((member) => member.isKept)) && restOf(asked) > 0) return;
      for (const { name, share } of asked) {
        const count = countOn(groups, sides, name);
        assert.ok(Math.abs(count - share * total(groups)) <= largest + 1e-6, `${name}: ${count}`);
      }
    });
    fc.assert(property, { numRuns: 200 });
  });

  it('have each class in the same shares', () => {
    const property = fc.property(splits, fc.nat(99), (asked, seed) => {
      const groups = ['boot', 'coat', 'shirt'].flatMap((name) =>
        Array.from({ length: 100 }, (_, index): Group => {
          return { members: [{ id: `${name} ${index}`, place: 0, class: name, isKept: false }] };
        }),
      );
      const sides = shareOut(groups, asked, seed);
      for (const { name, share } of asked) {
        for (const shown of ['boot', 'coat', 'shirt']) {
          assert.ok(Math.abs(countOn(groups, sides, name, shown) - share * 100) <= 1);
        }
      }
    });
    fc.assert(property, { numRuns: 20 });
  });

  it('do not depend on the order of the groups, nor of their images', () => {
    const property = fc.property(groupsOf(80, true), splits, fc.nat(99), fc.integer(), (groups, asked, seed, order) => {
      const name = (group: Group) =>
        [...group.members]
          .map(({ id }) => id)
          .sort()
          .join();
      const sides = shareOut(groups, asked, seed);
      const known = new Map(groups.map((group, at) => [name(group), sides[at]]));
      const mixed = shuffled(groups, order).map((group) => ({ ...group, members: shuffled(group.members, order) }));
      for (const [at, side] of shareOut(mixed, asked, seed).entries()) {
        const group = mixed[at];
        assert.ok(group);
        assert.equal(side, known.get(name(group)));
      }
    });
    fc.assert(property);
  });

  it('are what people chose, for a whole group, and never leave over what people keep', () => {
    const property = fc.property(groupsOf(80, true), splits, fc.nat(99), (groups, asked, seed) => {
      const sides = shareOut(groups, asked, seed);
      for (const [at, { pinned, members }] of groups.entries()) {
        if (pinned !== undefined) assert.equal(sides[at], pinned);
        if (members.some((member) => member.isKept)) assert.notEqual(sides[at], left);
      }
    });
    fc.assert(property);
  });

  it('move few groups when others are added', () => {
    const three: readonly SplitPlan[] = [
      { name: 'train', share: 0.7 },
      { name: 'val', share: 0.15 },
      { name: 'test', share: 0.15 },
    ];
    const property = fc.property(fc.nat(999), fc.integer({ min: 1, max: 20 }), (seed, added) => {
      const group = (index: number): Group => {
        const shown = ['boot', 'coat', 'shirt'][index % 3] ?? '';
        return { members: [{ id: `id ${index}`, place: index, class: shown, isKept: false }] };
      };
      const before = Array.from({ length: 300 }, (_, index) => group(index));
      const after = Array.from({ length: 300 + added }, (_, index) => group(index));
      const [old, fresh] = [shareOut(before, three, seed), shareOut(after, three, seed)];
      const moved = old.filter((side, at) => side !== fresh[at]).length;
      // Of those that were shared out by the numbers alone, nearly all would move.
      assert.ok(moved <= 6 + 2 * added, `${moved} moved for ${added}`);
    });
    fc.assert(property, { numRuns: 60 });
  });
});

function restOf(asked: readonly SplitPlan[]): number {
  return 1 - asked.reduce((sum, { share }) => sum + share, 0);
}
