import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { columnsOf } from '../../../src/cli/terminal/columns.ts';
import { type MatrixView, matrixLines } from '../../../src/cli/terminal/matrix.ts';
import { createStyle, plainStyle } from '../../../src/cli/terminal/style.ts';
import { words } from '../support/words.ts';

const views: fc.Arbitrary<MatrixView> = fc.uniqueArray(words, { minLength: 1, maxLength: 24 }).chain((classes) =>
  fc
    .array(fc.array(fc.nat(120_000), { minLength: classes.length, maxLength: classes.length }), {
      minLength: classes.length,
      maxLength: classes.length,
    })
    .map((confusion) => ({ classes, confusion })),
);

/** Splits lines into blocks at empty lines. */
function blocksOf(lines: readonly string[]): readonly (readonly string[])[] {
  const blocks: string[][] = [[]];
  for (const line of lines) {
    if (line === '') blocks.push([]);
    else blocks.at(-1)?.push(line);
  }
  return blocks;
}

/** Text of a row after its label, as numbers. */
function countsOf(row: string, columns: number): readonly number[] {
  const cells = row.trim().split(/\s+/u).slice(-columns);
  return cells.map((cell) => (cell === '·' ? 0 : Number(cell)));
}

describe('matrixLines', () => {
  it('shows counts under short names that are all different', () => {
    const confusion = [
      [87, 2, 0],
      [0, 90, 10],
      [3, 0, 1200],
    ];
    const lines = matrixLines({ classes: ['ankle_boot', 'ankle_sock', 'tie'], confusion }, 31, plainStyle);
    assert.deepEqual(lines, [
      '              anboo ansoc   tie',
      '  ankle_boot     87     2     ·',
      '  ankle_sock      ·    90    10',
      '  tie             3     ·  1200',
    ]);
  });

  it('keeps every row of a block as wide as its heading, for any names and counts', () => {
    fc.assert(
      fc.property(views, fc.integer({ min: 40, max: 200 }), (view, width) => {
        for (const block of blocksOf(matrixLines(view, width, plainStyle))) {
          assert.equal(new Set(block.map(columnsOf)).size, 1, block.join('\n'));
        }
      }),
    );
  });

  it('never runs over the edge of a terminal', () => {
    fc.assert(
      fc.property(views, fc.integer({ min: 40, max: 200 }), (view, width) =>
        matrixLines(view, width, plainStyle).every((line) => columnsOf(line) <= width),
      ),
    );
  });

  it('prints every count once, in its place', () => {
    fc.assert(
      fc.property(views, fc.integer({ min: 40, max: 200 }), (view, width) => {
        const rows: number[][] = view.classes.map(() => []);
        for (const [heading = '', ...lines] of blocksOf(matrixLines(view, width, plainStyle))) {
          const columns = heading.trim().split(/\s+/u).length;
          for (const [index, line] of lines.entries()) rows[index]?.push(...countsOf(line, columns));
        }
        assert.deepEqual(rows, view.confusion);
      }),
    );
  });

  it('shades without moving anything', () => {
    fc.assert(
      fc.property(views, (view) => {
        const shaded = matrixLines(view, 100, createStyle(8)).map(stripVTControlCharacters);
        const unpainted = shaded.map((line) => line.trimEnd());
        assert.deepEqual(unpainted, matrixLines(view, 100, plainStyle));
      }),
    );
  });

  it('has nothing to show of no classes', () => {
    assert.deepEqual(matrixLines({ classes: [], confusion: [] }, 80, plainStyle), []);
  });
});
