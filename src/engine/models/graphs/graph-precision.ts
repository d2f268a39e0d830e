/** @file What a graph computes in, by its weights, its inputs and what it turns numbers into; never by its name. */
import type { Precision } from '../../../language/plan/plan.ts';
import type { OnnxFile } from '../../runtime/onnx/onnx-file.ts';

const small = ['int8', 'uint8', 'int4', 'uint4'];

/**
 * Weights may be stored smaller than they are computed with: half precision counts when numbers go in or come out in it,
 * or are turned into it on the way.
 */
export function precisionOf(file: OnnxFile): { readonly precision: Precision; readonly isHalf: boolean } {
  const isHalf =
    [...file.inputs, ...file.outputs].some(({ type }) => type === 'float16') ||
    (file.casts.has('float16') && heaviest(file) !== 'float32');
  if (small.includes(heaviest(file))) return { precision: 'int8', isHalf };
  return { precision: isHalf ? 'fp16' : 'fp32', isHalf };
}

/** The dtype of the most bytes of weights. */
function heaviest({ weights }: OnnxFile): string {
  const [first] = [...weights].sort(([, one], [, other]) => other - one);
  return first?.[0] ?? 'float32';
}
