import assert from 'node:assert/strict';
import fc from 'fast-check';
import { groupAt, placesIn } from '../../../../src/webviews/review/pairs/image-groups.ts';
import { pairMove } from '../../../../src/webviews/review/pairs/pair-moves.ts';
import { differencesOf } from '../../../../src/webviews/review/pairs/setting-differences.ts';

/** Rows of groups of these sizes, one after the other. */
function rowsOf(sizes: readonly number[]) {
  const rows = sizes.flatMap((size, number) =>
    Array.from({ length: size }, () => ({ group: { number, size, likeness: 1 } })),
  );
  return (place: number) => rows[place];
}

describe('groups of near-duplicates', () => {
  it('are found from any of their images', () => {
    const sizes = fc.array(fc.integer({ min: 2, max: 8 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(sizes, (all) => {
        let first = 0;
        for (const size of all) {
          for (let place = first; place < first + size; place++)
            assert.deepEqual(groupAt(place, rowsOf(all)), { first, last: first + size - 1 });
          first += size;
        }
        assert.equal(groupAt(first, rowsOf(all)), undefined);
      }),
    );
    assert.deepEqual(placesIn({ first: 3, last: 5 }), [3, 4, 5]);
  });

  it('are gone through one by one, or image by image', () => {
    const rowAt = rowsOf([2, 3, 2]);
    const from = (place: number) => (move: Parameters<typeof pairMove>[0]) => pairMove(move, place, 7, rowAt);
    assert.equal(from(0)('down'), 2);
    assert.equal(from(3)('down'), 5);
    assert.equal(from(6)('down'), 6);
    assert.equal(from(6)('up'), 2);
    assert.equal(from(3)('up'), 0);
    assert.equal(from(1)('up'), 0);
    assert.equal(from(1)('next'), 2);
    assert.equal(from(0)('previous'), 0);
    assert.equal(from(3)('last'), 6);
  });

  it('differ in what is not the same in all of them', () => {
    const image = (seed: number, steps: string) => ({
      from: 'preview',
      class: 'dent',
      prompt: 'a dent',
      seed,
      settings: [['steps', steps], ...(steps === '20' ? [] : [['cfg', '3'] as const])] as const,
    });
    assert.deepEqual(differencesOf([image(1, '20'), image(2, '30')]), {
      names: ['seed', 'steps', 'cfg'],
      values: [
        ['1', '20', '–'],
        ['2', '30', '3'],
      ],
    });
    assert.deepEqual(differencesOf([image(1, '20')]).names, []);
  });
});
