import assert from 'node:assert/strict';
import fc from 'fast-check';
import { clamp, keyName, move } from '../../../src/webviews/shared/arrow-moves.ts';

const keys = [
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Control+Home',
  'Control+End',
];

describe('moving with the keyboard', () => {
  const lengths = [3, 3, 3];

  const steps: readonly [string, readonly [number, number], readonly [number, number]][] = [
    ['ArrowRight', [0, 0], [0, 1]],
    ['ArrowDown', [0, 1], [1, 1]],
    ['ArrowLeft', [1, 0], [1, 0]],
    ['End', [1, 0], [1, 2]],
    ['PageDown', [0, 2], [2, 2]],
    ['Control+Home', [2, 2], [0, 0]],
    ['Control+End', [0, 0], [2, 2]],
  ];
  for (const [key, from, to] of steps) {
    it(`goes with ${key} from ${from} to ${to}`, () => {
      assert.deepEqual(move({ row: from[0], column: from[1] }, key, lengths), { row: to[0], column: to[1] });
    });
  }

  it('leaves other keys to others', () => {
    assert.equal(move({ row: 0, column: 0 }, 'Enter', lengths), undefined);
    assert.equal(move({ row: 0, column: 0 }, keyName({ key: 'ArrowLeft', ctrlKey: true }), lengths), undefined);
  });

  it('steps to the end of a shorter row', () => {
    assert.deepEqual(move({ row: 0, column: 4 }, 'ArrowDown', [5, 2]), { row: 1, column: 1 });
  });

  it('never leads out', () => {
    const rows = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(rows, fc.array(fc.constantFrom(...keys)), fc.nat(), fc.nat(), (lengths, pressed, row, column) => {
        let at = clamp({ row, column }, lengths);
        for (const key of pressed) at = move(at, key, lengths) ?? at;
        assert.ok(at.row >= 0 && at.row < lengths.length);
        assert.ok(at.column >= 0 && at.column < (lengths[at.row] ?? 0));
      }),
    );
  });
});
