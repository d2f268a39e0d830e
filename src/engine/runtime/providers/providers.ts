/**
 * @file Which execution providers work on this machine. The runtime drops providers it does not know with no more than
 * a line on the console, and a provider that starts may still be a slow emulation, so each is tried before it is used.
 */

import type { ProviderName, ProviderReport } from '../../../protocol/engine.ts';
import { type OnnxType, writeOnnx } from '../onnx/onnx-writer.ts';
import { compiledProviders, knownProviders, openNative } from '../onnx-runtime.ts';
import type { BoundTensor } from '../tensor-binder.ts';
import { reasonAbsent, reasonOf } from './provider-reasons.ts';
import { threadCount } from './threads.ts';

const probes = new Map<ProviderName, Promise<ProviderReport>>();

/** Tries every provider there is. */
export function surveyProviders(): Promise<readonly ProviderReport[]> {
  return Promise.all(knownProviders.map(probeProvider));
}

/** Tries a provider, once a process. Never throws. */
export function probeProvider(provider: ProviderName): Promise<ProviderReport> {
  const known = probes.get(provider);
  if (known !== undefined) return known;
  const probe = runProbe(provider);
  probes.set(provider, probe);
  return probe;
}

/** Milliseconds for a product that takes a real device less than one; such a provider is not given the greater one. */
const SLOW = 20;

async function runProbe(provider: ProviderName): Promise<ProviderReport> {
  if (!compiledProviders().includes(provider)) {
    return { provider, works: false, float16: false, reason: reasonAbsent(provider) };
  }
  try {
    const first = await timeProducts(provider, 'float32', 128);
    const milliseconds = first > SLOW ? first : await timeProducts(provider, 'float32', 512);
    return { provider, works: true, float16: await runsHalf(provider), milliseconds };
  } catch (error) {
    return { provider, works: false, float16: false, reason: await reasonOf(provider, error) };
  }
}

async function runsHalf(provider: ProviderName): Promise<boolean> {
  try {
    await timeProducts(provider, 'float16', 16);
    return true;
  } catch {
    return false;
  }
}

/** Squares a matrix a few times over on the provider alone; milliseconds of the better of two warm runs. */
async function timeProducts(provider: ProviderName, type: OnnxType & ('float32' | 'float16'), size: number) {
  const session = await openNative(productGraph(type, size), {
    provider,
    threads: threadCount(0),
    strict: provider !== 'cpu',
  });
  try {
    const x = matrix(type, size);
    await session.run({ x }, ['y']);
    return Math.min(await timed(() => session.run({ x }, ['y'])), await timed(() => session.run({ x }, ['y'])));
  } finally {
    await session.release();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function productGraph(type: OnnxType, size: number): Uint8Array {
  const names = ['x', 'a', 'b', 'c', 'y'];
  return writeOnnx({
    inputs: [{ name: 'x', type, shape: [size, size] }],
    outputs: [{ name: 'y', type, shape: [size, size] }],
    nodes: names.slice(1).map((output, i) => ({ operator: 'MatMul', inputs: [names[i]!, 'x'], outputs: [output] })),
  });
}

/** All zeros: the time is the same, and no product can overflow. */
function matrix(type: 'float32' | 'float16', size: number): BoundTensor {
  const data = type === 'float32' ? new Float32Array(size * size) : new Uint16Array(size * size);
  return { type, data, dims: [size, size] };
}
