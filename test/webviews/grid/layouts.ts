import fc from 'fast-check';
import type { Arrangement, GridLayout } from '../../../src/protocol/webviews/grid.ts';

/** Axes of a product, of which some columns may be missing as where axes are zipped; cells may be left out. */
export const layouts: fc.Arbitrary<GridLayout> = fc
  .record({
    rows: fc.integer({ min: 1, max: 5 }),
    axes: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
    images: fc.integer({ min: 1, max: 4 }),
  })
  .chain(({ rows, axes, images }) => {
    const columns = axes.reduce<readonly (readonly number[])[]>(
      (all, count) => all.flatMap((values) => Array.from({ length: count }, (_, value) => [...values, value])),
      [[]],
    );
    const cells = rows * columns.length;
    return fc
      .tuple(
        fc.array(fc.constantFrom(images, images, images, -1), { minLength: cells, maxLength: cells }),
        fc.subarray(
          columns.map((_, index) => index),
          { minLength: 1 },
        ),
      )
      .map(([counts, kept]) => ({
        rows: Array.from({ length: rows }, (_, row) => ({ label: `class ${row}` })),
        axes: axes.map((count, index) => ({
          name: `axis${index}`,
          values: Array.from({ length: count }, (_, value) => value),
        })),
        columns: kept.map((index) => ({ label: columns[index]?.join() ?? '', values: columns[index] ?? [] })),
        counts: counts.filter((_, cell) => kept.includes(cell % columns.length)),
        width: 64,
        height: 64,
      }));
  });

export const arrangements: fc.Arbitrary<Arrangement> = fc.dictionary(
  fc.constantFrom('class', 'image', 'axis:axis0', 'axis:axis1', 'axis:axis2', 'axis:gone'),
  fc.constantFrom('rows', 'columns', 'pages', 'cell'),
);

export function imageCount({ counts }: GridLayout): number {
  return counts.reduce((sum, count) => sum + Math.max(0, count), 0);
}
