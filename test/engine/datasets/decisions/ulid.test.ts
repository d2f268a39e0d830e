import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isUlid, UlidSource } from '../../../../src/engine/datasets/decisions/ulid.ts';

describe('ULIDs', () => {
  it('are written as the specification writes them', () => {
    // The example of the specification: 1469918176385 ms is 01ARYZ6S41.
    const ids = new UlidSource(
      () => 1469918176385,
      () => new Uint8Array(10),
    );
    assert.equal(ids.next(), '01ARYZ6S410000000000000000');
    assert.equal(ids.next(), '01ARYZ6S410000000000000001');
  });

  it('rise strictly, whatever the clock does', () => {
    const times = fc.array(fc.nat(2 ** 40), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(times, (clock) => {
        const left = [...clock];
        const ids = new UlidSource(() => left.shift() ?? 0);
        const made = clock.map(() => ids.next());
        assert.ok(made.every(isUlid));
        assert.deepEqual([...new Set(made)].sort(), made);
      }),
    );
  });

  it('rise above one that somebody else made', () => {
    const ids = new UlidSource(() => 5);
    ids.riseAbove('01ARYZ6S410000000000000007');
    assert.equal(ids.next(), '01ARYZ6S410000000000000008');
  });
});
