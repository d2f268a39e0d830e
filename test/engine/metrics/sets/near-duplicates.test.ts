import assert from 'node:assert/strict';
import fc from 'fast-check';
import { measured } from '../../../../src/engine/metrics/sets/in-turns.ts';
import { type DuplicateSearch, nearDuplicates } from '../../../../src/engine/metrics/sets/near-duplicates.ts';
import { points } from './point-arbitraries.ts';

function groupsOf(search: DuplicateSearch): readonly (readonly number[])[] {
  return measured(nearDuplicates(search)).map(({ members }) => members);
}

function hash(...bits: readonly number[]): string {
  return bits
    .reduce((all, bit) => all | (1n << BigInt(bit)), 0n)
    .toString(16)
    .padStart(16, '0');
}

const hashes = fc.array(
  fc.array(fc.integer({ min: 0, max: 63 }), { maxLength: 6 }).map((bits) => hash(...bits)),
  { maxLength: 14 },
);

function distance(a: string, b: string): number {
  return [...(BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2)].filter((bit) => bit === '1').length;
}

describe('nearDuplicates', () => {
  it('are proposed by hashes and confirmed by embeddings', () => {
    const search = { hashes: [hash(), hash(63), hash(5), hash(1, 2, 3, 4)], bits: 2 };
    assert.deepEqual(groupsOf(search), [[0, 1, 2]]);
    const embedded = { ...search, points: points([1, 0], [0, 1], [9, 0.1], [1, 0]) };
    assert.deepEqual(groupsOf(embedded), [[0, 2]]);
    const [group] = measured(nearDuplicates(embedded));
    assert.ok(Math.abs(group!.cosine! - 9 / Math.hypot(9, 0.1)) < 1e-6);
  });

  it('does not chain: what is in a group is alike to all in it', () => {
    // Each is one bit from the next, the ends are two apart.
    assert.deepEqual(groupsOf({ hashes: [hash(), hash(1), hash(1, 2)], bits: 1 }), [[0, 1]]);
  });

  it('never joins what a person told apart, directly or by others', () => {
    const same = Array.from({ length: 4 }, () => hash());
    assert.deepEqual(groupsOf({ hashes: same }), [[0, 1, 2, 3]]);
    for (const pair of [[0, 1] as const, [1, 0] as const]) {
      const groups = groupsOf({ hashes: same, apart: [pair] });
      assert.ok(groups.every((members) => !(members.includes(0) && members.includes(1))));
      assert.ok(groups.length > 0);
    }
  });

  it('holds all of this for any hashes', () => {
    const cases = fc.record({ hashes, bits: fc.integer({ min: 0, max: 8 }), most: fc.integer({ min: 2, max: 5 }) });
    fc.assert(
      fc.property(cases, ({ hashes: all, bits, most }) => {
        const groups = groupsOf({ hashes: all, bits, most });
        const members = groups.flat();
        assert.equal(new Set(members).size, members.length);
        for (const group of groups) {
          assert.ok(group.length >= 2 && group.length <= most);
          for (const a of group) for (const b of group) assert.ok(distance(all[a]!, all[b]!) <= bits);
        }
        // Two that are in no group have nothing in common.
        const alone = [...all.keys()].filter((i) => !members.includes(i));
        for (const a of alone) for (const b of alone) assert.ok(a === b || distance(all[a]!, all[b]!) > bits);
      }),
    );
  });

  it('cuts what is all the same into groups of the greatest size', () => {
    const groups = groupsOf({ hashes: Array.from({ length: 620 }, () => hash(3)) });
    assert.deepEqual(
      groups.map(({ length }) => length),
      [...Array.from({ length: 12 }, () => 50), 20],
    );
  });

  it('refuses what is no hash, and counts that differ', () => {
    assert.throws(() => groupsOf({ hashes: ['xyz'] }), RangeError);
    assert.throws(() => groupsOf({ hashes: [hash()], points: points() }), RangeError);
    assert.deepEqual(groupsOf({ hashes: [] }), []);
  });
});
