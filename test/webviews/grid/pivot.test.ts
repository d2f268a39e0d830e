import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { GridLayout } from '../../../src/protocol/webviews/grid.ts';
import { headingsOf } from '../../../src/webviews/grid/image-labels.ts';
import { dimensionsOf, pivot } from '../../../src/webviews/grid/pivot.ts';
import { arrangements, imageCount, layouts } from './layouts.ts';

/** Two classes, guidance 1 and 3, steps 10 and 20; two images; one cell is left out. */
const layout: GridLayout = {
  rows: [{ label: 'cat' }, { label: 'dog' }],
  axes: [
    { name: 'guidance', values: [1, 3] },
    { name: 'steps', values: [10, 20] },
  ],
  columns: [
    { label: 'guidance 1, steps 10', values: [1, 10] },
    { label: 'guidance 1, steps 20', values: [1, 20] },
    { label: 'guidance 3, steps 10', values: [3, 10] },
    { label: 'guidance 3, steps 20', values: [3, 20] },
  ],
  counts: [2, 2, 2, 2, 2, 2, 2, -1],
  width: 64,
  height: 64,
};

describe('the layout of a grid', () => {
  it('has every image in exactly one place, wherever classes, axes and images go', () => {
    fc.assert(
      fc.property(layouts, arrangements, (layout, arrangement) => {
        const images = pivot(layout, arrangement).flatMap(({ board }) => board.cells.flat());
        const all = Array.from({ length: imageCount(layout) }, (_, index) => index);
        assert.deepEqual(
          images.sort((a, b) => a - b),
          all,
        );
      }),
    );
  });

  it('has a cell for each row and column, and marks only empty ones as left out', () => {
    fc.assert(
      fc.property(layouts, arrangements, (layout, arrangement) => {
        for (const { board } of pivot(layout, arrangement)) {
          assert.equal(board.cells.length, board.rows.length * board.columns.length);
          for (const cell of board.leftOut) assert.ok(cell < board.cells.length);
        }
      }),
    );
  });

  it('keeps images of one cell in the order of their seeds', () => {
    fc.assert(
      fc.property(layouts, arrangements, (layout, arrangement) => {
        for (const images of pivot(layout, arrangement).flatMap(({ board }) => board.cells)) {
          assert.deepEqual(
            [...images].sort((a, b) => a - b),
            images,
          );
        }
      }),
    );
  });

  it('is classes by axes as written, images in their cells, when nothing else was chosen', () => {
    const [page, ...others] = pivot(layout);
    assert.deepEqual(others, []);
    assert.deepEqual(
      page?.board.rows.map(({ label }) => label),
      ['cat', 'dog'],
    );
    assert.deepEqual(
      page?.board.columns.map(({ label }) => label),
      layout.columns.map(({ label }) => label),
    );
    assert.deepEqual(page?.board.cells.slice(0, 2), [
      [0, 1],
      [2, 3],
    ]);
    assert.deepEqual([...(page?.board.leftOut ?? [])], [7]);
  });

  it('puts what is asked for on rows, columns and pages', () => {
    const pages = pivot(layout, { class: 'columns', 'axis:steps': 'rows', 'axis:guidance': 'pages', image: 'columns' });
    assert.deepEqual(
      pages.map(({ label }) => label),
      ['guidance 1', 'guidance 3'],
    );
    const [, second] = pages;
    assert.deepEqual(
      second?.board.rows.map(({ label }) => label),
      ['steps 10', 'steps 20'],
    );
    assert.deepEqual(
      second?.board.columns.map(({ label, classRow }) => [label, classRow]),
      [
        ['cat · image 1', 0],
        ['cat · image 2', 0],
        ['dog · image 1', 1],
        ['dog · image 2', 1],
      ],
    );
    assert.deepEqual(second?.board.cells, [[4], [5], [12], [13], [6], [7], [], []]);
    assert.deepEqual([...(second?.board.leftOut ?? [])], [6, 7]);
  });

  it('offers a place for each dimension that has several values', () => {
    const dimensions = dimensionsOf(layout, { image: 'rows', class: 'cell' });
    assert.deepEqual(
      dimensions.map(({ name, place, places }) => [name, place, places.length]),
      [
        ['class', 'rows', 3],
        ['axis:guidance', 'columns', 3],
        ['axis:steps', 'columns', 3],
        ['image', 'rows', 4],
      ],
    );
    assert.deepEqual(dimensionsOf({ ...layout, rows: [{ label: '' }], counts: [1, 1, 1, 1] }).length, 2);
  });

  it('has a page even when there is nothing on it', () => {
    const nothing = { rows: [], axes: [], columns: [], counts: [], width: 64, height: 64 };
    assert.deepEqual(
      pivot(nothing).map(({ board }) => board.cells),
      [[]],
    );
  });

  it('says of an image what it is of', () => {
    const heading = headingsOf(layout);
    assert.deepEqual([0, 1, 2, 8, 13].map(heading), [
      'cat · guidance 1, steps 10',
      'cat · guidance 1, steps 10',
      'cat · guidance 1, steps 20',
      'dog · guidance 1, steps 10',
      'dog · guidance 3, steps 10',
    ]);
  });
});
