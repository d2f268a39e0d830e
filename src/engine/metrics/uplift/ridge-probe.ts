/**
 * @file A linear probe: ridge regression on the classes' indicators (Hoerl & Kennard 1970), in closed form, with a
 * constant that is not penalised. The penalty is chosen by leaving out one training image at a time, which has a closed
 * form as well (D. M. Allen, Technometrics 16, 1974: the residual over one less its leverage), so nothing but training
 * images takes part in it.
 */
import { cholesky, solveCholesky } from '../../arithmetic/cholesky.ts';
import { dotProduct, type PointSet, rowOf } from '../sets/point-set.ts';

export interface RidgeProbe {
  /** A row a class: a weight for each number of an embedding, and last the constant. */
  readonly weights: readonly Float64Array[];
  /** The penalty that was chosen, as a share of the mean square of an embedding's number, times the images. */
  readonly penalty: number;
}

export interface TrainingImages {
  /** Of unit length. */
  readonly points: PointSet;
  /** Of each point; others than `members` are not looked at. */
  readonly labels: readonly number[];
  readonly classes: number;
  /** Indices of those that are trained on; at least one. */
  readonly members: readonly number[];
  /** How many of them, from the first on, the penalty is chosen by; absent: all. */
  readonly judges?: number;
}

/** Tried from the greatest on: of equally good ones it is chosen. */
const PENALTIES = [10, 1, 1e-1, 1e-2, 1e-3];

export function fitRidgeProbe(images: TrainingImages, penalties: readonly number[] = PENALTIES): RidgeProbe {
  const centred = centre(images);
  const solve = centred.n <= centred.width ? dualSolver(centred) : primalSolver(centred);
  let best: (Fit & { readonly penalty: number }) | undefined;
  for (const penalty of penalties) {
    const fit = solve((penalty * centred.n) / centred.width + 1e-9, images.judges ?? centred.n);
    if (best === undefined || fit.error < best.error) best = { ...fit, penalty };
  }
  if (best === undefined) throw new RangeError('A probe needs at least one penalty to choose from.');
  const { penalty, slopes } = best;
  return { penalty, weights: slopes.map((slope, k) => withConstant(slope, centred, k)) };
}

/** The likeliest class; of equally likely ones the first. */
export function predictedClass({ weights }: RidgeProbe, row: Float32Array): number {
  let best = 0;
  let highest = Number.NEGATIVE_INFINITY;
  for (const [k, weight] of weights.entries()) {
    let score = weight[row.length]!;
    for (let i = 0; i < row.length; i++) score += row[i]! * weight[i]!;
    if (score > highest) [best, highest] = [k, score];
  }
  return best;
}

interface Centred {
  readonly n: number;
  readonly width: number;
  /** Rows less their mean. */
  readonly rows: readonly Float32Array[];
  readonly mean: Float64Array;
  /** A column a class: 1 where it is of it, else 0, less the share of its images. */
  readonly targets: readonly Float64Array[];
  readonly shares: readonly number[];
}

interface Fit {
  readonly slopes: readonly Float64Array[];
  /** Squared, of those that judge, each left out. */
  readonly error: number;
}

type Solver = (ridge: number, judges: number) => Fit;

function centre({ points, labels, classes, members }: TrainingImages): Centred {
  const n = members.length;
  const width = points.dimensions;
  const mean = new Float64Array(width);
  for (const member of members) for (const [i, value] of rowOf(points, member).entries()) mean[i]! += value / n;
  const shares = Array.from({ length: classes }, (_, k) => members.filter((each) => labels[each] === k).length / n);
  return {
    n,
    width,
    mean,
    shares,
    rows: members.map((member) => rowOf(points, member).map((value, i) => value - mean[i]!)),
    targets: shares.map((share, k) => Float64Array.from(members, (each) => (labels[each] === k ? 1 : 0) - share)),
  };
}

/** Fewer images than numbers: with G = XXᵀ + λ and α = G⁻¹y, residuals are λα and leverages 1 + 1/n − λ·diag G⁻¹. */
function dualSolver({ n, width, rows, targets }: Centred): Solver {
  const gram = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) gram[i * n + j] = dotProduct(rows[i]!, rows[j]!);
  return (ridge, judges) => {
    const lower = factor(gram, n, ridge);
    const alphas = targets.map((target) => solveCholesky(lower, target));
    const diagonal = inverseDiagonal(lower, n);
    const error = alphas.reduce((sum, alpha) => {
      for (let i = 0; i < judges; i++) sum += leftOut(ridge * alpha[i]!, ridge * diagonal[i]! - 1 / n);
      return sum;
    }, 0);
    return { slopes: alphas.map((alpha) => combined(rows, alpha, width)), error };
  };
}

/** More images than numbers: with A = XᵀX + λ, slopes are A⁻¹Xᵀy and leverages 1/n + xᵀA⁻¹x. */
function primalSolver({ n, width, rows, targets }: Centred): Solver {
  const products = new Float64Array(width * width);
  for (const row of rows) addProducts(products, row);
  const sums = targets.map((target) => combined(rows, target, width));
  return (ridge, judges) => {
    const lower = factor(products, width, ridge);
    const slopes = sums.map((sum) => solveCholesky(lower, sum));
    let error = 0;
    for (let i = 0; i < judges; i++) {
      const spare = 1 - 1 / n - squaredBehind(lower, rows[i]!);
      for (const [k, slope] of slopes.entries()) error += leftOut(targets[k]![i]! - dot(rows[i]!, slope), spare);
    }
    return { slopes, error };
  };
}

/** An image that fits itself whatever the others say would have no error; what it is worth nobody knows. */
function leftOut(residual: number, spare: number): number {
  return (residual / Math.max(spare, 1e-12)) ** 2;
}

function factor(lowerHalf: Float64Array, n: number, ridge: number): Float64Array {
  const matrix = lowerHalf.slice();
  for (let i = 0; i < n; i++) matrix[i * n + i]! += ridge;
  const lower = cholesky(matrix, n);
  if (lower === null) throw new RangeError('The embeddings are no numbers that a probe can be fitted on.');
  return lower;
}

/** The lower half; `cholesky` reads no other. */
function addProducts(products: Float64Array, row: Float32Array): void {
  const width = row.length;
  for (let i = 0; i < width; i++) for (let j = 0; j <= i; j++) products[i * width + j]! += row[i]! * row[j]!;
}

/** Of (LLᵀ)⁻¹: the squared columns of L⁻¹. */
function inverseDiagonal(lower: Float64Array, n: number): Float64Array {
  const unit = new Float64Array(n);
  return Float64Array.from({ length: n }, (_, i) => {
    unit.fill(0);
    unit[i] = 1;
    return squaredBehind(lower, unit, i);
  });
}

/** ‖L⁻¹x‖². @param from before which all of x is 0 */
function squaredBehind(lower: Float64Array, x: Float64Array | Float32Array, from = 0): number {
  const n = x.length;
  const solved = new Float64Array(n);
  let sum = 0;
  for (let i = from; i < n; i++) {
    let value = x[i]!;
    for (let k = from; k < i; k++) value -= lower[i * n + k]! * solved[k]!;
    solved[i] = value / lower[i * n + i]!;
    sum += solved[i]! ** 2;
  }
  return sum;
}

function combined(rows: readonly Float32Array[], factors: Float64Array, width: number): Float64Array {
  const sum = new Float64Array(width);
  for (const [i, row] of rows.entries()) for (let at = 0; at < width; at++) sum[at]! += factors[i]! * row[at]!;
  return sum;
}

function withConstant(slope: Float64Array, { mean, shares }: Centred, k: number): Float64Array {
  return Float64Array.from([...slope, shares[k]! - dot(mean, slope)]);
}

function dot(a: Float32Array | Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
