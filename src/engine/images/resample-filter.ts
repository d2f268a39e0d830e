/**
 * @file Pillow's resampling filters and its weights of 22-bit fixed point (libImaging/Resample.c, `precompute_coeffs`
 * and `normalize_coeffs_8bpc`). When an image shrinks, filters widen: no aliasing.
 */
export type ResampleFilter = 'nearest' | 'box' | 'bilinear' | 'hamming' | 'bicubic' | 'lanczos';

export type SmoothFilter = Exclude<ResampleFilter, 'nearest'>;

interface Kernel {
  /** Beyond it the filter is zero. */
  readonly support: number;
  at(x: number): number;
}

const kernels: { readonly [F in SmoothFilter]: Kernel } = {
  box: { support: 0.5, at: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, at: (x) => Math.max(0, 1 - Math.abs(x)) },
  hamming: { support: 1, at: hamming },
  bicubic: { support: 2, at: cubic },
  lanczos: { support: 3, at: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

/** Keys' cubic convolution with a = −0.5. */
function cubic(signed: number): number {
  const a = -0.5;
  const x = Math.abs(signed);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}

function hamming(signed: number): number {
  const x = Math.abs(signed);
  return x >= 1 ? 0 : sinc(x) * (0.54 + 0.46 * Math.cos(x * Math.PI));
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
}

const PRECISION_BITS = 22;

/** How each output pixel of one axis is made of input pixels. */
export interface Weights {
  /** First input pixel, by output pixel. */
  readonly first: Int32Array;
  /** How many input pixels, by output pixel. */
  readonly count: Int32Array;
  /** Pairs of input pixels an output pixel has room for in `values`. */
  readonly mostPairs: number;
  /**
   * Row-major [output pixels, mostPairs, 4], 2²² standing for 1. A weight is high · 2¹¹ + low; of each pair [high, high,
   * low, low], as resample-kernel.wat reads them. What is left over is zero.
   */
  readonly values: Int16Array;
}

const known = new Map<string, Weights>();
const MOST_KNOWN = 64;

/** Images of a folder often share their size, so the last tables are kept. */
export function resampleWeights(filter: SmoothFilter, from: number, to: number): Weights {
  const key = `${filter} ${from} ${to}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = makeWeights(kernels[filter], from, to);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, made);
  return made;
}

function makeWeights(kernel: Kernel, from: number, to: number): Weights {
  const scale = from / to;
  const stretch = Math.max(scale, 1);
  const support = kernel.support * stretch;
  const mostPairs = Math.ceil(support) + 1;
  const first = new Int32Array(to);
  const count = new Int32Array(to);
  const values = new Int16Array(to * mostPairs * 4);
  for (let x = 0; x < to; x++) {
    const center = (x + 0.5) * scale;
    const start = Math.max(0, Math.trunc(center - support + 0.5));
    first[x] = start;
    count[x] = Math.min(from, Math.trunc(center + support + 0.5)) - start;
    const raw = Array.from({ length: count[x]! }, (_, i) => kernel.at((i + start - center + 0.5) * (1 / stretch)));
    packPairs(fixedPoint(raw), values, x * mostPairs * 4);
  }
  return { first, count, mostPairs, values };
}

function packPairs(weights: readonly number[], into: Int16Array, offset: number): void {
  for (const [i, weight] of weights.entries()) {
    const at = offset + (i >> 1) * 4 + (i & 1);
    into[at] = weight >> 11;
    into[at + 2] = weight & 0x7ff;
  }
}

/** Weights that sum to 1, rounded half away from zero. */
function fixedPoint(raw: readonly number[]): number[] {
  const sum = raw.reduce((total, weight) => total + weight, 0);
  return raw.map((weight) => {
    const scaled = (sum === 0 ? weight : weight * (1 / sum)) * 2 ** PRECISION_BITS;
    return Math.trunc(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  });
}
