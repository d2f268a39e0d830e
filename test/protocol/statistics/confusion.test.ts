import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  aligned,
  collapsed,
  columnTotals,
  orderByConfusion,
  rowTotals,
} from '../../../src/protocol/statistics/confusion.ts';

const matrices = fc
  .integer({ min: 0, max: 9 })
  .chain((size) =>
    fc.array(fc.array(fc.nat({ max: 50 }), { minLength: size, maxLength: size }), { minLength: size, maxLength: size }),
  );

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

describe('a confusion matrix', () => {
  it('adds up groups: no image is lost, and none is counted twice', () => {
    fc.assert(
      fc.property(matrices, fc.integer({ min: 1, max: 4 }), (confusion, count) => {
        const parts = Array.from({ length: count }, (_, part) =>
          confusion.map((_, index) => index).filter((index) => index % count === part),
        );
        const together = collapsed(confusion, parts);
        assert.equal(sum(together.flat()), sum(confusion.flat()));
        assert.equal(sum(rowTotals(together)), sum(columnTotals(together)));
      }),
    );
  });

  it('is found again under other classes in another order', () => {
    const confusion = [
      [5, 1],
      [2, 7],
    ];
    assert.deepEqual(aligned(confusion, ['cat', 'dog'], ['fox', 'dog', 'cat']), [
      [0, 0, 0],
      [0, 7, 2],
      [0, 1, 5],
    ]);
  });

  it('keeps every class once in the order of confusion', () => {
    fc.assert(
      fc.property(matrices, (confusion) => {
        const order = orderByConfusion(confusion);
        assert.deepEqual(
          order.toSorted((a, b) => a - b),
          confusion.map((_, index) => index),
        );
      }),
    );
  });

  it('stays as written without mistakes', () => {
    const diagonal = [
      [3, 0, 0],
      [0, 4, 0],
      [0, 0, 5],
    ];
    assert.deepEqual(orderByConfusion(diagonal), [0, 1, 2]);
  });

  it('puts what is confused most side by side, the worst first', () => {
    const confusion = [
      [10, 0, 0, 0, 0],
      [0, 6, 0, 0, 4],
      [0, 0, 9, 1, 0],
      [0, 0, 0, 10, 0],
      [0, 3, 0, 0, 7],
    ];
    assert.deepEqual(orderByConfusion(confusion), [1, 4, 2, 3, 0]);
  });
});
