/**
 * @file Eigenvalues of symmetric matrices: Householder's reduction to a tridiagonal one, then the implicit QL method with
 * Wilkinson's shift (Golub & Van Loan, Matrix Computations, 8.3). Indices are in range by construction.
 */

/**
 * @param matrix [n, n], symmetric and finite; left as it is
 * @returns n of them, ascending
 */
export function symmetricEigenvalues(matrix: Float64Array, n: number): Float64Array {
  const scale = matrix.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (scale === 0) return new Float64Array(n);
  // The greatest becomes 1, so that what is nothing beside it is known.
  const scaled = matrix.map((value) => value / scale);
  const { diagonal, beside } = tridiagonal(scaled, n);
  for (let first = 0; first < n; first++) settle(diagonal, beside, first);
  return diagonal.map((value) => value * scale).sort();
}

/** Beside 1: far below the last digit, and far above where digits of squares are lost. */
const NOTHING = 1e-20;

interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** beside[i] couples i and i + 1; the last is 0. */
  readonly beside: Float64Array;
}

function tridiagonal(a: Float64Array, n: number): Tridiagonal {
  const diagonal = new Float64Array(n);
  const beside = new Float64Array(n);
  const v = new Float64Array(n);
  const w = new Float64Array(n);
  for (let k = 0; k < n - 1; k++) {
    beside[k] = reflector(a, n, k, v);
    if (v[k + 1] !== 0) reflect(a, n, k + 1, v, w);
  }
  for (let k = 0; k < n; k++) diagonal[k] = a[k * n + k]!;
  return { diagonal, beside };
}

/** Writes v with (I − 2vvᵀ/vᵀv)·column = result·e₁ for the column below the diagonal; v begins with 0 for nothing to do. */
function reflector(a: Float64Array, n: number, k: number, v: Float64Array): number {
  let rest = 0;
  for (let i = k + 1; i < n; i++) {
    v[i] = a[i * n + k]!;
    if (i > k + 1) rest += v[i]! * v[i]!;
  }
  const head = v[k + 1]!;
  if (rest < NOTHING * NOTHING) {
    v[k + 1] = 0;
    return head;
  }
  const length = Math.sqrt(head * head + rest);
  const result = head > 0 ? -length : length;
  v[k + 1] = head - result;
  return result;
}

/** A ← A − vwᵀ − wvᵀ for the rows and columns from `first` on. */
function reflect(a: Float64Array, n: number, first: number, v: Float64Array, w: Float64Array): void {
  let square = 0;
  for (let i = first; i < n; i++) square += v[i]! * v[i]!;
  const beta = 2 / square;
  let along = 0;
  for (let i = first; i < n; i++) {
    let sum = 0;
    const row = i * n;
    for (let j = first; j < n; j++) sum += a[row + j]! * v[j]!;
    w[i] = beta * sum;
    along += w[i]! * v[i]!;
  }
  for (let i = first; i < n; i++) w[i]! -= (beta / 2) * along * v[i]!;
  for (let i = first; i < n; i++) {
    const row = i * n;
    const vi = v[i]!;
    const wi = w[i]!;
    for (let j = first; j < n; j++) a[row + j]! -= vi * w[j]! + wi * v[j]!;
  }
}

/** Turns until nothing couples `first` to the next. Each turn about trebles the digits; thirty are beyond what is needed. */
function settle(d: Float64Array, e: Float64Array, first: number): void {
  for (let turn = 0; turn < 60; turn++) {
    let last = first;
    while (last < d.length - 1 && !isSmall(e[last]!, d[last]!, d[last + 1]!)) last++;
    if (last === first) return;
    sweep(d, e, first, last);
  }
}

function isSmall(beside: number, one: number, other: number): boolean {
  const size = Math.abs(one) + Math.abs(other);
  return Math.abs(beside) < NOTHING || Math.abs(beside) + size === size;
}

/** One implicit QL step from `last` up to `first`, by Givens rotations. */
function sweep(d: Float64Array, e: Float64Array, first: number, last: number): void {
  const half = (d[first + 1]! - d[first]!) / (2 * e[first]!);
  const root = Math.hypot(half, 1);
  let g = d[last]! - d[first]! + e[first]! / (half + (half < 0 ? -root : root));
  let sine = 1;
  let cosine = 1;
  let taken = 0;
  for (let i = last - 1; i >= first; i--) {
    const f = sine * e[i]!;
    const b = cosine * e[i]!;
    const r = Math.hypot(f, g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1]! -= taken;
      e[last] = 0;
      return;
    }
    sine = f / r;
    cosine = g / r;
    const shifted = d[i + 1]! - taken;
    const t = (d[i]! - shifted) * sine + 2 * cosine * b;
    taken = sine * t;
    d[i + 1] = shifted + taken;
    g = cosine * t - b;
  }
  d[first]! -= taken;
  e[first] = g;
  e[last] = 0;
}
