import assert from 'node:assert/strict';
import fc from 'fast-check';
import { balanceClasses } from '../../../../src/engine/datasets/curated/balance-classes.ts';
import { dropDuplicates } from '../../../../src/engine/datasets/curated/drop-duplicates.ts';
import { Kin } from '../../../../src/engine/datasets/curated/kin.ts';
import type { Member } from '../../../../src/engine/datasets/curated/member.ts';
import { groupsOf, membersOf, shuffled } from './members.ts';

const places = (members: readonly Member[]) => members.map(({ place }) => place).sort((a, b) => a - b);

describe('near-duplicates', () => {
  const image = (place: number, own: Partial<Member>): Member => {
    return { id: `id ${place}`, place, class: 'boot', isKept: false, ...own };
  };

  it('lose to what people keep, then to the highest score, then to the first', () => {
    const members = [
      image(0, { score: 0.9 }),
      image(1, { score: 0.1, isKept: true }),
      image(2, { score: 0.2 }),
      image(3, { score: 0.4 }),
      image(4, {}),
      image(5, {}),
      image(6, {}),
    ];
    const left = dropDuplicates(members, [
      [0, 1],
      [2, 3, 6],
      [4, 5],
    ]);
    assert.deepEqual(places(left), [1, 3, 4]);
  });

  it('are never dropped when people keep them, and leave one of each group', () => {
    const property = fc.property(groupsOf(60), fc.integer(), (groups, seed) => {
      const members = groups.flatMap((group) => group.members);
      const named = groups.map((group) => places(group.members)).filter((group) => group.length > 1);
      const left = new Set(dropDuplicates(members, named));
      assert.ok(members.every((member) => !member.isKept || left.has(member)));
      for (const group of groups) {
        const kept = group.members.filter((member) => member.isKept).length;
        assert.equal(group.members.filter((member) => left.has(member)).length, Math.max(kept, 1));
      }
      const again = dropDuplicates(shuffled(members, seed), shuffled(named, seed));
      assert.deepEqual(places(again), places([...left]));
    });
    fc.assert(property);
  });
});

describe('balance', () => {
  const wanted = fc.integer({ min: 1, max: 8 });

  it('leaves so many of a class, all that people keep, and the best of the others', () => {
    const property = fc.property(membersOf(60), wanted, fc.nat(9), fc.integer(), (members, most, seed, order) => {
      const left = balanceClasses(members, most, seed);
      for (const name of new Set(members.map((member) => member.class))) {
        const all = members.filter((member) => member.class === name);
        const own = left.filter((member) => member.class === name);
        const kept = all.filter((member) => member.isKept).length;
        assert.equal(own.length, Math.max(kept, Math.min(all.length, most)));
        const gone = all.filter((member) => !own.includes(member));
        assert.ok(gone.every((member) => !member.isKept));
        const least = Math.min(...own.filter((member) => !member.isKept).map(({ score = -2 }) => score));
        assert.ok(gone.every(({ score = -2 }) => score <= least || own.every((member) => member.isKept)));
      }
      assert.deepEqual(places(balanceClasses(shuffled(members, order), most, seed)), places(left));
    });
    fc.assert(property);
  });

  it('drops one image at most for one that is added', () => {
    const property = fc.property(membersOf(60), wanted, fc.nat(9), (members, most, seed) => {
      fc.pre(members.length > 0);
      const before = new Set(balanceClasses(members.slice(1), most, seed));
      const after = new Set(balanceClasses(members, most, seed));
      assert.ok([...before].filter((member) => !after.has(member)).length <= 1);
    });
    fc.assert(property);
  });
});

describe('kin', () => {
  it('are all that are joined, through however many others', () => {
    const pairs = fc.array(fc.tuple(fc.nat(29), fc.nat(29)), { maxLength: 40 });
    const property = fc.property(pairs, fc.integer(), (joined, seed) => {
      const kin = new Kin(30);
      for (const [a, b] of joined) kin.join(a, b);
      const groups = kin.groups();
      assert.deepEqual(
        groups.flat().sort((a, b) => a - b),
        Array.from({ length: 30 }, (_, image) => image),
      );
      const groupOf = new Map(groups.flatMap((group, at) => group.map((image) => [image, at])));
      for (const [a, b] of joined) assert.equal(groupOf.get(a), groupOf.get(b));
      // No more than that: as many groups as there are images less joins that joined something.
      const parents = new Map<number, Set<number>>();
      for (let image = 0; image < 30; image++) parents.set(image, new Set([image]));
      for (const [a, b] of joined) {
        const union = new Set([...(parents.get(a) ?? []), ...(parents.get(b) ?? [])]);
        for (const image of union) parents.set(image, union);
      }
      assert.equal(groups.length, new Set(parents.values()).size);
      const other = new Kin(30);
      for (const [a, b] of shuffled(joined, seed)) other.join(b, a);
      assert.deepEqual(other.groups(), groups);
    });
    fc.assert(property);
  });

  it('share a word', () => {
    const kin = new Kin(5);
    kin.joinByWords([['a'], ['b'], ['c', 'a'], [], ['b', 'd']]);
    assert.deepEqual(kin.groups(), [[0, 2], [1, 4], [3]]);
  });
});
