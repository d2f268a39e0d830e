import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { GridSnapshot } from '../../../src/protocol/webviews/grid.ts';
import { imageLines, imagesAcross, positionOf } from '../../../src/webviews/grid/image-layout.ts';
import { neighbour } from '../../../src/webviews/grid/neighbour.ts';

/** @param counts images of each cell, row by row */
function snapshot(counts: readonly (readonly number[])[]): GridSnapshot {
  const cells = counts.flat().map((count, cell) => ({
    settings: { steps: 1, scheduler: 'ddim' as const, guidance: 1, width: 64, height: 64 },
    images: Array.from({ length: count }, (_, index) => ({
      key: `${cell}.${index}`,
      state: 'missing' as const,
      prompt: '',
      negative: '',
      seed: index,
      line: 1,
    })),
  }));
  return {
    id: { uri: 'file:///a.vlprompt', name: 'r' },
    file: 'a.vlprompt',
    rows: counts.map((_, row) => ({ label: `row ${row}` })),
    columns: (counts[0] ?? []).map((_, column) => ({ label: `column ${column}` })),
    cells,
    done: 0,
    total: counts.flat().reduce((sum, count) => sum + count, 0),
    activity: { kind: 'idle' },
  };
}

const written = (lines: readonly (readonly { cell: number; image: number }[])[]) =>
  lines.map((line) => line.map(({ cell, image }) => `${cell}.${image}`).join(' '));

describe('lines of images', () => {
  it('run over the borders of cells', () => {
    assert.deepEqual(
      written(
        imageLines(
          snapshot([
            [4, 4],
            [4, 4],
          ]),
          2,
        ),
      ),
      ['0.0 0.1 1.0 1.1', '0.2 0.3 1.2 1.3', '2.0 2.1 3.0 3.1', '2.2 2.3 3.2 3.3'],
    );
  });

  it('hold what there is where cells differ', () => {
    assert.deepEqual(written(imageLines(snapshot([[3, 1]]), 2)), ['0.0 0.1 1.0', '0.2']);
    assert.deepEqual(imageLines(snapshot([[0, 0]]), 2), []);
  });

  it('hold every image once, each found again at its position', () => {
    const counts = fc
      .integer({ min: 1, max: 4 })
      .chain((width) => fc.array(fc.array(fc.nat(5), { minLength: width, maxLength: width }), { maxLength: 5 }));
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 6 }), (counts, across) => {
        const grid = snapshot(counts);
        const lines = imageLines(grid, across);
        const found = lines.flat().map(({ cell, image }) => `${cell}.${image}`);
        assert.deepEqual(new Set(found), new Set(grid.cells.flatMap(({ images }) => images.map(({ key }) => key))));
        assert.equal(found.length, new Set(found).size);
        for (const place of lines.flat()) {
          const { row, column } = positionOf(place, lines);
          assert.deepEqual(lines[row]?.[column], place);
        }
      }),
    );
  });
});

describe('images side by side', () => {
  const room = { columns: 2, images: 4, size: 68, padding: 16 };

  it('take the room there is in lines of equal length', () => {
    assert.equal(imagesAcross({ ...room, width: 1000 }), 4);
    assert.equal(imagesAcross({ ...room, width: 500 }), 2);
    assert.equal(imagesAcross({ ...room, width: 310 }), 2);
    assert.equal(imagesAcross({ ...room, width: 100 }), 1);
  });

  it('are at least one and at most all, in any room', () => {
    const sizes = fc.record({
      width: fc.integer({ min: -500, max: 5000 }),
      columns: fc.nat(20),
      images: fc.integer({ min: 1, max: 50 }),
      size: fc.integer({ min: 8, max: 512 }),
      padding: fc.nat(40),
    });
    fc.assert(
      fc.property(sizes, (sizes) => {
        const across = imagesAcross(sizes);
        assert.ok(across >= 1 && across <= sizes.images);
      }),
    );
  });
});

describe('the neighbour of an image', () => {
  it('is the next in reading order, and itself at the end', () => {
    const grid = snapshot([
      [2, 0],
      [1, 1],
    ]);
    assert.deepEqual(neighbour(grid, { cell: 0, image: 1 }, 1), { cell: 2, image: 0 });
    assert.deepEqual(neighbour(grid, { cell: 2, image: 0 }, -1), { cell: 0, image: 1 });
    assert.deepEqual(neighbour(grid, { cell: 3, image: 0 }, 1), { cell: 3, image: 0 });
    assert.deepEqual(neighbour(grid, { cell: 0, image: 0 }, -1), { cell: 0, image: 0 });
  });
});
