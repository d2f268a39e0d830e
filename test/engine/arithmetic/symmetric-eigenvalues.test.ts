import assert from 'node:assert/strict';
import fc from 'fast-check';
import { symmetricEigenvalues } from '../../../src/engine/arithmetic/symmetric-eigenvalues.ts';

const matrices = fc.integer({ min: 1, max: 12 }).chain((n) =>
  fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: n * n, maxLength: n * n }).map((values) => ({
    n,
    matrix: Float64Array.from({ length: n * n }, (_, at) => {
      const [row, column] = [Math.floor(at / n), at % n];
      return values[Math.min(row, column) * n + Math.max(row, column)]!;
    }),
  })),
);

describe('symmetricEigenvalues', () => {
  it('are those of matrices that are known', () => {
    assert.deepEqual([...symmetricEigenvalues(Float64Array.of(2, 1, 1, 2), 2)].map(Math.round), [1, 3]);
    assert.deepEqual([...symmetricEigenvalues(Float64Array.of(3, 0, 0, 0, -1, 0, 0, 0, 2), 3)], [-1, 2, 3]);
    assert.deepEqual([...symmetricEigenvalues(new Float64Array(0), 0)], []);
    // Second differences of a chain: 2 − 2 cos(πk / (n + 1)).
    const n = 50;
    const chain = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      chain[i * n + i] = 2;
      if (i > 0) chain[i * n + i - 1] = chain[(i - 1) * n + i] = -1;
    }
    for (const [k, value] of symmetricEigenvalues(chain, n).entries()) {
      assert.ok(Math.abs(value - (2 - 2 * Math.cos((Math.PI * (k + 1)) / (n + 1)))) < 1e-12);
    }
  });

  it('are found where a matrix is nearly zero but for one pair', () => {
    const [n, tiny] = [5, 1e-65];
    const matrix = new Float64Array(n * n).fill(tiny);
    matrix[1] = matrix[n] = 0.5;
    const values = symmetricEigenvalues(matrix, n);
    assert.deepEqual(
      [...values].map((value) => Math.round(value * 1e12) / 1e12 + 0),
      [-0.5, 0, 0, 0, 0.5],
    );
    assert.ok(symmetricEigenvalues(new Float64Array(9).fill(1e300), 3).every(Number.isFinite));
  });

  it('have the sums of powers that the matrix has', () => {
    fc.assert(
      fc.property(matrices, ({ n, matrix }) => {
        const values = symmetricEigenvalues(matrix, n);
        const squared = product(matrix, matrix, n);
        const traces = [matrix, squared, product(squared, matrix, n), product(squared, squared, n)].map((power) =>
          trace(power, n),
        );
        const scale = Math.max(1, ...values.map(Math.abs));
        for (const [i, expected] of traces.entries()) {
          const sum = values.reduce((all, value) => all + value ** (i + 1), 0);
          assert.ok(Math.abs(sum - expected) <= 1e-9 * n * scale ** (i + 1));
        }
      }),
    );
  });
});

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += a[Math.floor(at / n) * n + k]! * b[k * n + (at % n)]!;
    return sum;
  });
}

function trace(matrix: Float64Array, n: number): number {
  return Array.from({ length: n }, (_, i) => matrix[i * n + i]!).reduce((sum, value) => sum + value, 0);
}
