import assert from 'node:assert/strict';
import type { ClassReport } from '../../../../src/protocol/evaluation.ts';
import { wilson } from '../../../../src/protocol/statistics/wilson.ts';
import { isWide, nextOrder, orderedClasses } from '../../../../src/webviews/matrix/sections/class-order.ts';
import { fittingSize, indicesOf, visibleRange, zoomed } from '../../../../src/webviews/shared/matrix/visible-range.ts';

const row = (name: string, hits: number, n: number): ClassReport => {
  const share = wilson(hits, n);
  return { class: name, recall: share, precision: share, f1: share };
};
const reports = [row('dog', 30, 60), row('cat', 0, 0), row('bee', 59, 60), row('ant', 30, 60)];
const names = (order: Parameters<typeof orderedClasses>[1]) =>
  orderedClasses(reports, order).map((index) => reports[index]?.class);

describe('the order of classes', () => {
  it('goes by a column, either way, and what was not measured stands last', () => {
    assert.deepEqual(names({ column: 'recall', direction: 'ascending' }), ['dog', 'ant', 'bee', 'cat']);
    assert.deepEqual(names({ column: 'recall', direction: 'descending' }), ['bee', 'dog', 'ant', 'cat']);
    assert.deepEqual(names({ column: 'class', direction: 'ascending' }), ['ant', 'bee', 'cat', 'dog']);
  });

  it('is turned round by another click on the same head', () => {
    const first = nextOrder({ column: 'class', direction: 'ascending' }, 'recall');
    assert.deepEqual(first, { column: 'recall', direction: 'ascending' });
    assert.deepEqual(nextOrder(first, 'recall'), { column: 'recall', direction: 'descending' });
  });

  it('marks what can hardly be ranked', () => {
    assert.deepEqual([wilson(5, 10), wilson(30, 60), wilson(0, 0)].map(isWide), [true, false, false]);
  });
});

describe('what is in view of a long matrix', () => {
  it('is a part with some to spare, and never beyond the ends', () => {
    assert.deepEqual(visibleRange(0, 100, 10, 100), { from: 0, to: 16 });
    assert.deepEqual(visibleRange(500, 100, 10, 100), { from: 44, to: 68 });
    assert.deepEqual(visibleRange(5000, 100, 10, 7), { from: 7, to: 7 });
  });

  it('holds the cell with the focus, wherever that is', () => {
    assert.deepEqual(indicesOf({ from: 2, to: 4 }, 9, 10), [2, 3, 9]);
    assert.deepEqual(indicesOf({ from: 2, to: 4 }, 3, 10), [2, 3]);
  });

  it('is as large as fits, and zooms by steps', () => {
    assert.deepEqual([fittingSize(10, 700), fittingSize(20, 700), fittingSize(100, 700)], [44, 32, 14]);
    assert.deepEqual([zoomed(32, 1), zoomed(44, 1), zoomed(8, -1)], [44, 44, 8]);
  });
});
