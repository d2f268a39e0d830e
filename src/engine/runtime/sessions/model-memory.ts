/** @file How much memory a graph's session takes, and how much sessions may take. */
import { totalmem } from 'node:os';
import type { ProviderName } from '../../../protocol/engine.ts';
import type { OnnxFile } from '../onnx/onnx-file.ts';

/**
 * Of a session over its weights, measured on the CPU with graphs of 15 to 510 MB: 1.09 where they lie beside the graph,
 * 1.12 inside it, 1.2 with fourteen thousand operators (docs/benchmarks.md). What runs need besides is not in it.
 */
const OVER_WEIGHTS = 1.15;

/** Bytes that even the smallest session takes. */
const LEAST = 16e6;

/** The CPU computes in 32 bits, and so keeps weights of half precision twice as large. */
const grown: { readonly [P in ProviderName]?: { readonly [dtype: string]: number } } = { cpu: { float16: 2 } };

/** Bytes, estimated without opening anything. */
export function sessionBytes({ weights }: Pick<OnnxFile, 'weights'>, provider: ProviderName): number {
  const bytes = [...weights].reduce((sum, [dtype, size]) => sum + size * (grown[provider]?.[dtype] ?? 1), 0);
  return Math.round(LEAST + bytes * OVER_WEIGHTS);
}

/** Bytes of a graph's weights as its files hold them. */
export function weightBytes({ weights }: Pick<OnnxFile, 'weights'>): number {
  return [...weights.values()].reduce((sum, bytes) => sum + bytes, 0);
}

/** Of the memory of the machine; activations, images and everybody else live in the rest. */
const SHARE = 0.6;

/** Bytes. @param megabytes as the settings have them; 0 lets the engine choose */
export function memoryBudget(megabytes: number): number {
  return megabytes > 0 ? megabytes * 1e6 : SHARE * machineMemory();
}

/** Bytes; a container's limit where there is one. */
function machineMemory(): number {
  const limit = process.constrainedMemory?.() ?? 0;
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}
