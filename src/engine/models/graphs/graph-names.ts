/** @file How exporters name the file of a part in each precision: where to look, on disk and in lists of the hub. */
import { posix } from 'node:path';
import type { Precision } from '../../../language/plan/plan.ts';

export interface GraphName {
  /** Relative to the model's folder, with `/`. */
  readonly path: string;
  /** As its name tells; what a graph computes in is read from the graph. */
  readonly precision: Precision;
}

/** Ways to write a precision into a name; in the order of preference where files are of the same precision. */
const suffixes: readonly (readonly [string, Precision])[] = [
  ['', 'fp32'],
  ['_fp16', 'fp16'],
  ['.fp16', 'fp16'],
  ['_quantized', 'int8'],
  ['_int8', 'int8'],
  ['_uint8', 'int8'],
  ['_q8', 'int8'],
  ['_q4f16', 'int8'],
  ['_q4', 'int8'],
  ['_bnb4', 'int8'],
];

/**
 * Files that may hold a part, most exact first.
 * @param part without `.onnx`, relative to the model's folder: `unet/model`
 */
export function graphNames(part: string): readonly GraphName[] {
  return [
    ...suffixes.map(([suffix, precision]) => ({ path: `${part}${suffix}.onnx`, precision })),
    { path: posix.join('fp16', `${part}.onnx`), precision: 'fp16' },
    { path: posix.join(posix.dirname(part), 'fp16', `${posix.basename(part)}.onnx`), precision: 'fp16' },
  ];
}

const named = new RegExp(`(?:${suffixes.map(([suffix]) => suffix.replace('.', '\\.')).join('|')})\\.onnx$`);

/** The part that a file holds, by its name: the inverse of `graphNames`. */
export function partOf(path: string): string {
  return path.replace(/(^|\/)fp16\//, '$1').replace(named, '');
}
