import assert from 'node:assert/strict';
import fc from 'fast-check';
import { measured } from '../../../../src/engine/metrics/sets/in-turns.ts';
import { type NearPair, nearPairs, type PairSearch } from '../../../../src/engine/metrics/sets/near-pairs.ts';

function pairsOf(search: PairSearch): readonly string[] {
  const found: NearPair[] = [];
  measured(nearPairs(search, (pairs) => found.push(...pairs)));
  return found.map(({ first, second, bits }) => `${first} ${second} ${bits}`).sort();
}

/** Each with each. */
function slowly(hashes: readonly bigint[], most: number): readonly string[] {
  const ones = (bits: bigint) => [...bits.toString(2)].filter((bit) => bit === '1').length;
  return hashes
    .flatMap((a, first) =>
      hashes.slice(first + 1).flatMap((b, at) => {
        const bits = ones(a ^ b);
        return bits <= most ? [`${first} ${first + 1 + at} ${bits}`] : [];
      }),
    )
    .sort();
}

describe('pairs of hashes', () => {
  /** Hashes near a few others, so that there are pairs; enough of them that parts are looked up. */
  const hashes = (length: number) =>
    fc
      .tuple(
        fc.array(fc.bigInt(0n, 2n ** 64n - 1n), { minLength: 1, maxLength: 8 }),
        fc.infiniteStream(fc.tuple(fc.nat(7), fc.array(fc.integer({ min: 0, max: 63 }), { maxLength: 10 }))),
      )
      .map(([centres, changes]) =>
        Array.from({ length }, () => {
          const { value: [centre, bits] = [0, []] } = changes.next();
          return bits.reduce(
            (hash: bigint, bit: number) => hash ^ (1n << BigInt(bit)),
            centres[centre % centres.length] ?? 0n,
          );
        }),
      );
  const written = (hash: bigint) => hash.toString(16).padStart(16, '0');

  it('are those that comparing each with each finds', () => {
    const property = fc.property(hashes(640), fc.integer({ min: 0, max: 9 }), (all, bits) => {
      assert.deepEqual(pairsOf({ hashes: all.map(written), bits }), slowly(all, bits));
    });
    fc.assert(property, { numRuns: 4 });
  });

  it('are the same where parts are not worth looking up', () => {
    const property = fc.property(hashes(30), fc.integer({ min: 0, max: 64 }), (all, bits) => {
      assert.deepEqual(pairsOf({ hashes: all.map(written), bits }), slowly(all, bits));
    });
    fc.assert(property, { numRuns: 30 });
  });
});
