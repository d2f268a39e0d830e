import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cholesky, solveCholesky } from '../../../src/engine/arithmetic/cholesky.ts';

/** AAᵀ + I, which is positive definite, and a right side. */
const systems = fc.integer({ min: 1, max: 8 }).chain((n) => {
  const number = fc.integer({ min: -5, max: 5 });
  return fc.record({
    n: fc.constant(n),
    right: fc.array(number, { minLength: n, maxLength: n }),
    matrix: fc.array(number, { minLength: n * n, maxLength: n * n }).map((a) =>
      Float64Array.from({ length: n * n }, (_, at) => {
        const [row, column] = [Math.floor(at / n), at % n];
        let sum = row === column ? 1 : 0;
        for (let k = 0; k < n; k++) sum += a[row * n + k]! * a[column * n + k]!;
        return sum;
      }),
    ),
  });
});

describe('cholesky', () => {
  it('solves', () => {
    fc.assert(
      fc.property(systems, ({ n, matrix, right }) => {
        const x = solveCholesky(cholesky(matrix, n)!, Float64Array.from(right));
        for (const [row, expected] of right.entries()) {
          const sum = x.reduce((all, value, column) => all + matrix[row * n + column]! * value, 0);
          assert.ok(Math.abs(sum - expected) < 1e-6);
        }
      }),
    );
  });

  it('refuses what is not positive definite', () => {
    assert.equal(cholesky(Float64Array.of(1, 2, 2, 1), 2), null);
    assert.equal(cholesky(Float64Array.of(Number.NaN), 1), null);
    assert.equal(cholesky(Float64Array.of(0), 1), null);
  });
});
