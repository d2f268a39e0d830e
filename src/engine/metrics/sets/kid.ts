/**
 * @file KID: how far apart two sets of images lie (Bińkowski et al. 2018, Demystifying MMD GANs, arXiv 1801.01401): the
 * unbiased squared maximum mean discrepancy under (x·y / d + 1)³, over subsets without replacement, as torch-fidelity
 * has it.
 */
import { MersenneTwister } from '../../random/mersenne-twister.ts';
import { distanceBands } from './distance-bands.ts';
import type { Measuring } from './in-turns.ts';
import { type PointSet, requireSameSpace, rowOf } from './point-set.ts';

export interface Kid {
  /** Mean over the subsets; unbiased, so a little below 0 at times. */
  readonly value: number;
  /** Standard deviation over the subsets. It is not the error of `value`: subsets share images. */
  readonly deviation: number;
  readonly subsets: number;
  /** Images of each set in a subset. */
  readonly size: number;
  /** Of all images together. */
  readonly whole: number;
}

export interface KidOptions {
  readonly subsets?: number;
  /** At most; sets that have fewer are taken whole. */
  readonly size?: number;
  readonly seed?: number;
}

const SUBSETS = 100;
const SIZE = 1000;
const SEED = 2020;

/**
 * Does not measure single images, copying, or whether images are of their class. Papers use features of Inception v3;
 * figures of other judges cannot be compared with theirs.
 * @param real [n, d], @param drawn [m, d]: embeddings of one judge, as long as the judge makes them
 * @returns null unless both sets have two images
 */
export function* kid(real: PointSet, drawn: PointSet, options: KidOptions = {}): Measuring<Kid | null> {
  requireSameSpace(real, drawn);
  const size = Math.min(options.size ?? SIZE, real.count, drawn.count);
  const subsets = options.subsets ?? SUBSETS;
  if (!(size >= 2 && subsets >= 1)) return null;
  const random = new MersenneTwister(options.seed ?? SEED);
  const x = partsOf(real, { subsets, size }, random);
  const y = partsOf(drawn, { subsets, size }, random);
  const sums = [yield* kernelSums(x, x), yield* kernelSums(y, y), yield* kernelSums(x, y)] as const;
  const values = x.members.slice(1).map((_, s) => discrepancy(sums, s + 1, { n: size, m: size }));
  const value = meanOf(values);
  const deviation = Math.sqrt(meanOf(values.map((each) => (each - value) ** 2)));
  return { value, deviation, subsets, size, whole: discrepancy(sums, 0, { n: real.count, m: drawn.count }) };
}

/** Points and what is summed over: part 0 is all of them, the others are the subsets. */
interface Parts {
  readonly points: PointSet;
  readonly members: readonly Uint32Array[];
  /** Of each point: the parts that it is in. */
  readonly partsOfPoint: readonly (readonly number[])[];
  /** Of each point. */
  readonly squaredLengths: Float64Array;
}

function partsOf(points: PointSet, { subsets, size }: Pick<Kid, 'subsets' | 'size'>, random: MersenneTwister): Parts {
  const all = Uint32Array.from({ length: points.count }, (_, i) => i);
  const members = [all, ...Array.from({ length: subsets }, () => drawSubset(all, size, random))];
  const partsOfPoint = Array.from(all, (): number[] => []);
  for (const [part, indices] of members.entries()) for (const index of indices) partsOfPoint[index]!.push(part);
  const squaredLengths = Float64Array.from(all, (i) => rowOf(points, i).reduce((sum, value) => sum + value * value, 0));
  return { points, members, partsOfPoint, squaredLengths };
}

/** The first `size` of a shuffle (Fisher–Yates). */
function drawSubset(all: Uint32Array, size: number, random: MersenneTwister): Uint32Array {
  const pool = all.slice();
  for (let i = 0; i < size; i++) {
    const other = i + Math.floor(random.uniform53() * (pool.length - i));
    [pool[i], pool[other]] = [pool[other]!, pool[i]!];
  }
  return pool.slice(0, size).sort();
}

/** Of each part Σ k(x, y), without those of a point with itself. */
function* kernelSums(x: Parts, y: Parts): Measuring<Float64Array> {
  const sums = new Float64Array(x.members.length);
  const kernel = new Float64Array(y.points.count);
  for (const { from, rows, squared } of distanceBands(x.points, y.points)) {
    for (let i = from; i < from + rows; i++) {
      fillKernel(kernel, squared[i - from]!, x.squaredLengths[i]!, y);
      if (x === y) kernel[i] = 0;
      for (const part of x.partsOfPoint[i]!) {
        const indices = y.members[part]!;
        let sum = 0;
        for (let j = 0; j < indices.length; j++) sum += kernel[indices[j]!]!;
        sums[part]! += sum;
      }
    }
    yield { done: from + rows, total: x.points.count };
  }
  return sums;
}

/** x·y = (‖x‖² + ‖y‖² − ‖x − y‖²) / 2. */
function fillKernel(kernel: Float64Array, squared: Float32Array, length: number, y: Parts): void {
  const scale = 1 / (2 * y.points.dimensions);
  for (let j = 0; j < kernel.length; j++) {
    const base = (length + y.squaredLengths[j]! - squared[j]!) * scale + 1;
    kernel[j] = base * base * base;
  }
}

function discrepancy(
  [xx, yy, xy]: readonly [Float64Array, Float64Array, Float64Array],
  part: number,
  { n, m }: { readonly n: number; readonly m: number },
): number {
  return xx[part]! / (n * (n - 1)) + yy[part]! / (m * (m - 1)) - (2 * xy[part]!) / (n * m);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
