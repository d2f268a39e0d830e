import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  movedTo,
  positionOf,
  possibleSizes,
  rowsInView,
  scrolledTo,
  type WallMove,
  wallOf,
} from '../../../../src/webviews/review/wall/wall-geometry.ts';
import {
  allSelected,
  isSelected,
  nothingSelected,
  placesOf,
  ranged,
  selectedCount,
  toggled,
} from '../../../../src/webviews/review/wall/wall-selection.ts';
import { zoomSizes } from '../../../../src/webviews/shared/zoom-sizes.ts';

const walls = fc
  .record({
    count: fc.integer({ min: 1, max: 1_000_000 }),
    size: fc.constantFrom(...zoomSizes),
    width: fc.integer({ min: 50, max: 4000 }),
  })
  .map(({ count, size, width }) => wallOf(count, size, width));
const moves: fc.Arbitrary<WallMove> = fc.constantFrom(
  'next',
  'previous',
  'down',
  'up',
  'page-down',
  'page-up',
  'first',
  'last',
);

describe('a wall', () => {
  it('has in view what is in the window, and not much more', () => {
    fc.assert(
      fc.property(
        walls,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 50, max: 3000 }),
        (wall, share, height) => {
          const top = share * Math.max(0, wall.height - height);
          const { from, to } = rowsInView(wall, top, height);
          assert.ok(to - from <= Math.ceil(height / wall.size) + 6);
          for (const place of [0, wall.count - 1, Math.floor(wall.count * share)]) {
            const y = positionOf(wall, place).top;
            const isSeen = y < top + height && y + wall.size > top;
            const row = Math.floor(place / wall.across);
            if (isSeen) assert.ok(row >= from && row < to, `row ${row} of ${from} to ${to}`);
          }
        },
      ),
    );
  });

  it('scrolls an image into view, as little as possible', () => {
    fc.assert(
      fc.property(walls, fc.nat(999_999), fc.nat(1_000_000), (wall, at, from) => {
        const place = at % wall.count;
        const height = wall.size + 100;
        const top = scrolledTo(wall, place, from, height);
        const y = positionOf(wall, place).top;
        assert.ok(y >= top && y + wall.size <= top + height);
        assert.equal(scrolledTo(wall, place, top, height), top);
      }),
    );
  });

  it('is never left by a move', () => {
    fc.assert(
      fc.property(walls, fc.nat(999_999), moves, fc.integer({ min: 0, max: 9 }), (wall, at, move, page) => {
        const to = movedTo(wall, at % wall.count, move, page);
        assert.ok(Number.isInteger(to) && to >= 0 && to < wall.count);
      }),
    );
    const wall = wallOf(10, 64, 300);
    assert.equal(wall.across, 4);
    const from = (place: number) => (move: WallMove) => movedTo(wall, place, move, 1);
    assert.deepEqual(
      ['down', 'up', 'next', 'previous'].map((move) => from(5)(move as WallMove)),
      [9, 1, 6, 4],
    );
    assert.equal(from(7)('down'), 9, 'the last row is shorter');
    assert.equal(from(8)('down'), 8);
    assert.equal(from(2)('up'), 2);
  });

  it('offers only sizes at which it can be laid out', () => {
    assert.deepEqual(possibleSizes(zoomSizes, 1000, 900), zoomSizes);
    assert.deepEqual(possibleSizes(zoomSizes, 1_000_000, 1200), [24, 32, 48, 64, 96, 128]);
    assert.deepEqual(possibleSizes(zoomSizes, 1e9, 100), [24]);
  });
});

describe('what is selected of a list', () => {
  it('are some, all, or all but some', () => {
    const two = toggled(toggled(nothingSelected, 3), 1);
    assert.deepEqual(placesOf(two, 10), [1, 3]);
    assert.deepEqual(placesOf(toggled(two, 3), 10), [1]);
    assert.equal(placesOf(allSelected, 10), 'all');
    const but = toggled(allSelected, 2);
    assert.deepEqual(placesOf(but, 4), [0, 1, 3]);
    assert.equal(selectedCount(but, 100_000), 99_999);
    assert.ok(!isSelected(but, 2) && isSelected(but, 3));
  });

  it('takes the current one in with the first that is added', () => {
    assert.deepEqual(placesOf(toggled(nothingSelected, 5, 2), 10), [2, 5]);
    assert.deepEqual(placesOf(toggled(nothingSelected, 2, 2), 10), [2]);
  });

  it('reaches from where a range began, both ways', () => {
    const up = ranged({ ...nothingSelected, anchor: 5 }, 5, 3);
    assert.deepEqual(placesOf(up, 10), [3, 4, 5]);
    assert.deepEqual(placesOf(ranged(up, 3, 7), 10), [5, 6, 7]);
    assert.deepEqual(placesOf(ranged(nothingSelected, 2, 4), 10), [2, 3, 4]);
  });
});
