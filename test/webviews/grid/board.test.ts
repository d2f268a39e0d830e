import assert from 'node:assert/strict';
import fc from 'fast-check';
import { wall } from '../../../src/webviews/grid/board.ts';
import {
  geometryOf,
  imagesAcross,
  scrolledTo,
  tileAt,
  tilesInView,
} from '../../../src/webviews/grid/board-geometry.ts';
import { between, linesOf, moved } from '../../../src/webviews/grid/board-moves.ts';
import { pivot } from '../../../src/webviews/grid/pivot.ts';
import { chosen, stepped, toggled } from '../../../src/webviews/grid/selection.ts';
import { arrangements, layouts } from './layouts.ts';

const boards = fc.tuple(layouts, arrangements).map(([layout, arrangement]) => pivot(layout, arrangement)[0]!.board);
const rooms = fc.record({
  width: fc.integer({ min: 100, max: 2000 }),
  size: fc.constantFrom(24, 64, 256),
  labels: fc.constantFrom(0, 18),
});
const keys = fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End');

describe('where tiles lie', () => {
  it('finds in view exactly the tiles whose pixels are', () => {
    const views = fc.record({
      left: fc.integer({ min: 0, max: 3000 }),
      top: fc.integer({ min: 0, max: 3000 }),
      width: fc.integer({ min: 50, max: 1500 }),
      height: fc.integer({ min: 50, max: 1000 }),
    });
    fc.assert(
      fc.property(boards, rooms, views, (board, room, view) => {
        const geometry = geometryOf(board, room);
        const { rows, columns, firstLine, lastLine } = tilesInView(geometry, view);
        for (const [cell, images] of board.cells.entries()) {
          const [row, column] = [Math.floor(cell / board.columns.length), cell % board.columns.length];
          for (const index of images.keys()) {
            const { left, top } = tileAt(geometry, column, index);
            const y = row * geometry.rowHeight + top;
            const isSeen =
              left < view.left + view.width - geometry.headWidth &&
              left + room.size > view.left &&
              y < view.top + view.height - geometry.headHeight &&
              y + room.size > view.top;
            const line = Math.floor(index / geometry.across);
            const isFound =
              row >= rows[0] &&
              row <= rows[1] &&
              column >= columns[0] &&
              column <= columns[1] &&
              (row !== rows[0] || line >= firstLine) &&
              (row !== rows[1] || line <= lastLine);
            assert.ok(isFound || !isSeen, `cell ${cell}, image ${index}`);
          }
        }
      }),
    );
  });

  it('moves no further than it takes to see a tile', () => {
    const geometry = geometryOf(wall([...Array(100).keys()], 5), { width: 400, size: 64, labels: 18 });
    const view = { left: 0, top: 0, width: 400, height: 300 };
    assert.deepEqual(scrolledTo(geometry, view, 0, 0, 0), { left: 0, top: 0 });
    const down = scrolledTo(geometry, view, 10, 4, 0);
    assert.deepEqual(scrolledTo(geometry, { ...view, ...down }, 10, 4, 0), down);
    assert.ok(down.top > 0 && down.top <= 10 * geometry.rowHeight);
  });

  it('puts the images of a cell in lines of equal length', () => {
    const room = { columns: 1, size: 68, padding: 12 };
    assert.deepEqual(
      [400, 250, 150, 60].map((width) => imagesAcross({ ...room, width, images: 4 })),
      [4, 2, 2, 1],
    );
  });

  it('never makes room for a wall that has no room', () => {
    assert.equal(wall([1, 2, 3], 0).columns.length, 1);
    assert.equal(wall([], 5).cells.length, 0);
  });
});

describe('the keyboard on a board', () => {
  it('reaches every image, one after the other, and never leads out', () => {
    fc.assert(
      fc.property(boards, rooms, (board, room) => {
        const lines = linesOf(geometryOf(board, room));
        const all = board.cells.flat().sort((a, b) => a - b);
        assert.deepEqual(
          lines.stops.flatMap((line) => line.map(({ image }) => image)).sort((a, b) => a - b),
          all,
        );
        assert.ok(lines.stops.every((line) => line.length > 0));
      }),
    );
    fc.assert(
      fc.property(boards, rooms, fc.array(keys), (board, room, pressed) => {
        const lines = linesOf(geometryOf(board, room));
        let at: number | undefined;
        for (const key of pressed) at = moved(lines, at, key, 3);
        assert.ok(at === undefined || lines.places.has(at));
      }),
    );
  });

  it('goes straight down past cells that are left out', () => {
    const board = {
      rows: head(3),
      columns: head(3),
      cells: [[0], [1], [2], [], [], [3], [4], [5], [6]],
      leftOut: new Set([3, 4]),
    };
    const lines = linesOf(geometryOf(board, { width: 600, size: 64, labels: 0 }));
    assert.equal(moved(lines, 2, 'ArrowDown', 3), 3);
    assert.equal(moved(lines, 3, 'ArrowDown', 3), 6);
    assert.equal(moved(lines, 0, 'PageDown', 9), 4);
    assert.equal(moved(lines, 6, 'ArrowRight', 3), 6);
    assert.equal(moved(lines, undefined, 'ArrowRight', 3), 0);
  });

  it('selects from where a range began to where one is, both ways', () => {
    const lines = linesOf(geometryOf(wall([5, 6, 7, 8, 9], 2), { width: 300, size: 64, labels: 0 }));
    assert.deepEqual(between(lines, 8, 6), [6, 7, 8]);
    const first = stepped({ selected: new Set() }, 6, false, lines);
    const range = stepped(first, 8, true, lines);
    assert.deepEqual([[...range.selected], range.current], [[6, 7, 8], 8]);
    assert.deepEqual([...stepped(range, 5, true, lines).selected], [5, 6]);
    assert.deepEqual([...stepped(range, 5, false, lines).selected], []);
  });

  it('adds and takes out one by one, and forgets what is gone', () => {
    const two = toggled({ selected: new Set(), current: 1 }, 4);
    assert.deepEqual([[...two.selected], two.current], [[1, 4], 4]);
    assert.deepEqual([...toggled(two, 1).selected], [4]);
    assert.deepEqual(chosen(two, 3), { selected: new Set([1]) });
  });
});

function head(count: number) {
  return Array.from({ length: count }, (_, index) => ({ label: `${index}` }));
}
