import assert from 'node:assert/strict';
import fc from 'fast-check';
import { matrixBaseline } from '../../../../src/extension/panels/matrix/matrix-baseline.ts';
import { arranged, partsOf } from '../../../../src/webviews/shared/matrix/matrix-parts.ts';
import { cellOf, matrixTable, recallOf } from '../../../../src/webviews/shared/matrix/matrix-table.ts';
import { report } from '../../../extension/sample-plans.ts';

const classes = ['cat', 'dog', 'fox', 'bee'];
const confusion = [
  [50, 8, 2, 0],
  [12, 48, 0, 0],
  [0, 0, 5, 1],
  [0, 0, 0, 0],
];
const source = { name: 'holdout', confusion };
const alone = partsOf(classes, [], new Set());
const pets = [{ name: 'pets', classes: ['cat', 'dog'] }];

describe('rows and columns of a matrix', () => {
  const labels = (...together: readonly string[]) =>
    partsOf(classes, [...pets, { name: 'wild', classes: ['dog', 'fox'] }], new Set(together)).map(({ label }) => label);

  it('are classes, and groups that are shown as one where their first class would stand', () => {
    assert.deepEqual(labels(), ['cat', 'dog', 'fox', 'bee']);
    assert.deepEqual(labels('pets'), ['pets', 'fox', 'bee']);
  });

  it('hold a class of two groups in the first of them', () => {
    assert.deepEqual(labels('pets', 'wild'), ['pets', 'wild', 'bee']);
    assert.deepEqual(labels('wild', 'gone'), ['cat', 'wild', 'bee']);
  });

  it('hold every class exactly once, whatever is shown as one, in whichever order', () => {
    const groups = fc.array(fc.record({ name: fc.string(), classes: fc.subarray(classes) }));
    const orders = fc.constantFrom('written', 'confusion', 'name' as const);
    fc.assert(
      fc.property(groups, orders, (some, order) => {
        const parts = partsOf(classes, some, new Set(some.map(({ name }) => name)));
        const held = arranged(parts, order as 'written', confusion).flatMap((part) => part.classes);
        assert.deepEqual(
          held.toSorted((a, b) => a - b),
          [0, 1, 2, 3],
        );
      }),
    );
  });
});

describe('a cell', () => {
  const text = (mode: 'counts' | 'rows' | 'columns', row: number, column: number) =>
    cellOf(matrixTable(mode, source, classes, alone), row, column).text;

  it('shows counts, or shares of its row or column in percent, and nothing for zero', () => {
    assert.deepEqual([text('counts', 1, 0), text('rows', 1, 0), text('columns', 1, 0)], ['12', '20', '19']);
    assert.deepEqual([text('counts', 1, 2), text('rows', 3, 3), text('columns', 2, 0)], ['', '', '']);
  });

  it('says all of it with n and interval', () => {
    const { words, tone } = cellOf(matrixTable('columns', source, classes, alone), 1, 0);
    assert.equal(words, '12 of 62 judged as cat are dog (19.4%, 95% interval 11.4 – 30.9%)');
    assert.equal(tone, 'wrong');
  });

  it('of a group adds up its classes', () => {
    const table = matrixTable('counts', source, classes, partsOf(classes, pets, new Set(['pets'])));
    assert.equal(cellOf(table, 0, 0).text, '118');
    assert.equal(recallOf(table, 0).n, 120);
  });

  it('is strong and never beyond 1', () => {
    fc.assert(
      fc.property(fc.nat({ max: 3 }), fc.nat({ max: 3 }), (row, column) => {
        const { strength } = cellOf(matrixTable('rows', source, classes, alone), row, column);
        assert.ok(strength >= 0 && strength <= 1);
      }),
    );
  });
});

describe('a difference', () => {
  const earlier = matrixBaseline(
    {
      ...report(),
      classes: ['dog', 'cat'],
      sources: report().sources.map((one) => ({
        ...one,
        confusion: [
          [20, 40],
          [9, 51],
        ],
      })),
    },
    'baseline',
  );
  const table = matrixTable('difference', source, classes, alone, earlier);

  it('is of classes by their names, in points of the row', () => {
    const { text, tone, words } = cellOf(table, 1, 1);
    assert.deepEqual([text, tone], ['+47', 'better']);
    assert.match(words, /dog judged as dog: 80\.0% of 60, before 33\.3% of 60: \+46\.7 points/);
    assert.equal(cellOf(table, 1, 0).tone, 'better');
  });

  it('that chance explains is told, but not as a change', () => {
    assert.deepEqual([cellOf(table, 0, 1).text, cellOf(table, 0, 1).tone], ['−2', 'same']);
  });

  it('is nothing where there was nothing before', () => {
    assert.match(cellOf(table, 2, 2).words, /nothing to compare with/);
  });
});
