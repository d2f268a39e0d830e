/**
 * @file IEEE 754 binary16 ↔ binary32. Node 20 has no `Float16Array`, and where it exists its use by onnxruntime differs
 * from version to version, so half-precision numbers are always kept as their bits in a `Uint16Array`.
 */

const floatBits = new Uint32Array(1);
const floatValue = new Float32Array(floatBits.buffer);

/** Rounds half to even; overflow gives infinity, NaN stays NaN. */
export function float16Bits(value: number): number {
  floatValue[0] = value;
  const bits = floatBits[0]!;
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x47800000) return sign | 0x7c00;
  if (magnitude < 0x38800000) return sign | subnormalBits(magnitude);
  // Re-bias the exponent (127 → 15), then round the 13 dropped bits; a carry moves into the exponent, as it must.
  return sign | roundShift(magnitude - 0x38000000, 13);
}

/** Of magnitudes below 2⁻¹⁴. */
function subnormalBits(magnitude: number): number {
  const exponent = magnitude >>> 23;
  if (exponent < 102) return 0;
  return roundShift((magnitude & 0x7fffff) | 0x800000, 126 - exponent);
}

function roundShift(bits: number, shift: number): number {
  const kept = bits >>> shift;
  const rest = bits & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}

export function float16Value(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

export function toFloat16(values: ArrayLike<number>): Uint16Array {
  const bits = new Uint16Array(values.length);
  for (let i = 0; i < bits.length; i++) bits[i] = float16Bits(values[i]!);
  return bits;
}

/** All 65 536 values; a look-up is four times faster than the arithmetic. */
let table: Float32Array | undefined;

export function fromFloat16(bits: Uint16Array): Float32Array {
  table ??= Float32Array.from({ length: 65536 }, (_, i) => float16Value(i));
  const values = new Float32Array(bits.length);
  for (let i = 0; i < values.length; i++) values[i] = table[bits[i]!]!;
  return values;
}
