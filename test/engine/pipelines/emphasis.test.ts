import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type EncodedChunk, emphases } from '../../../src/engine/pipelines/emphasis.ts';

const dialects = ['a1111', 'a1111-nonorm', 'comfy', 'none'] as const;

/** Two tokens of two features. */
function chunk(hidden: readonly number[], weights: readonly number[], empty = [0, 0, 0, 0]): EncodedChunk {
  const dims = [1, 2, 2];
  return {
    hidden: { data: Float32Array.from(hidden), dims },
    weights,
    empty: { data: Float32Array.from(empty), dims },
  };
}

describe('emphasis', () => {
  it('of A1111 multiplies, and restores the mean of the chunk', () => {
    // The mean is 4; multiplied, it is (2 + 6 + 5 + 7) / 4 = 5.
    assert.deepEqual([...emphases.a1111(chunk([1, 3, 5, 7], [2, 1]))], [1.6, 4.8, 4, 5.6].map(Math.fround));
  });

  it('of A1111 without norm multiplies', () => {
    assert.deepEqual([...emphases['a1111-nonorm'](chunk([1, 3, 5, 7], [2, 0.5]))], [2, 6, 2.5, 3.5]);
  });

  it('of ComfyUI goes from the empty prompt through the written one', () => {
    assert.deepEqual([...emphases.comfy(chunk([1, 3, 5, 7], [2, 1], [2, 2, 2, 2]))], [0, 4, 5, 7]);
    assert.deepEqual([...emphases.comfy(chunk([1, 3, 5, 7], [0, 1], [9, 8, 2, 2]))], [9, 8, 5, 7]);
  });

  it('of none changes nothing', () => {
    assert.deepEqual([...emphases.none(chunk([1, 3, 5, 7], [2, 0]))], [1, 3, 5, 7]);
  });

  it('restores no mean where none is left', () => {
    assert.deepEqual([...emphases.a1111(chunk([1, 3, 5, 7], [0, 0]))], [0, 0, 0, 0]);
  });

  it('of any dialect changes nothing where all weights are 1, and never what it was given', () => {
    const number = fc.float({ min: -10, max: 10, noNaN: true, noDefaultInfinity: true });
    const four = fc.array(number, { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.constantFrom(...dialects),
        four,
        four,
        fc.tuple(number, number),
        (dialect, hidden, empty, weights) => {
          assert.deepEqual(emphases[dialect](chunk(hidden, [1, 1], empty)), Float32Array.from(hidden));
          const given = chunk(hidden, weights, empty);
          emphases[dialect](given);
          assert.deepEqual(given, chunk(hidden, weights, empty));
        },
      ),
    );
  });
});
