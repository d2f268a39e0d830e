/**
 * @file Which execution providers work on this machine. The runtime drops providers it does not know with no more than
 * a line on the console, and a provider that starts may still be a slow emulation, so each is tried before it is used.
 */

import type { EngineSettings, ProviderName } from '../../protocol/engine.ts';
import { Failure } from '../../protocol/failure.ts';
import { compiledProviders, openNative } from './onnx-runtime.ts';
import { type OnnxType, writeOnnx } from './onnx-writer.ts';
import type { BoundTensor } from './tensor-binder.ts';
import { threadCount } from './threads.ts';

export interface ProviderProbe {
  readonly provider: ProviderName;
  readonly works: boolean;
  /** Whether graphs in half precision run. */
  readonly float16: boolean;
  /** Time of the probe's graph, once warm; absent when it does not work. */
  readonly milliseconds?: number;
  /** Why it does not work, in one sentence. */
  readonly reason?: string;
}

/** Fastest first, as a rule; what is not listed is only used when asked for by name. */
const preferred: { readonly [platform: string]: readonly ProviderName[] } = {
  linux: ['cuda', 'webgpu'],
  win32: ['webgpu', 'dml'],
  darwin: ['webgpu'],
};

const probes = new Map<ProviderName, Promise<ProviderProbe>>();

/** Providers that passed their probe, `cpu` among them. */
export async function listProviders(): Promise<readonly ProviderName[]> {
  const probed = await Promise.all(compiledProviders().map(probeProvider));
  return probed.filter((probe) => probe.works).map((probe) => probe.provider);
}

/** Tries a provider, once a process. Never throws. */
export function probeProvider(provider: ProviderName): Promise<ProviderProbe> {
  const known = probes.get(provider);
  if (known !== undefined) return known;
  const probe = runProbe(provider);
  probes.set(provider, probe);
  return probe;
}

/**
 * The provider a setting means here. `auto` takes the first that works and is no slower than the CPU: a software
 * emulation of a GPU works too, fifty times slower.
 * @throws Failure `provider-unavailable`
 */
export async function chooseProvider(setting: EngineSettings['provider']): Promise<ProviderName> {
  if (setting !== 'auto') return requireProvider(setting);
  for (const provider of preferred[process.platform] ?? []) {
    if (await beatsCpu(provider)) return provider;
  }
  return 'cpu';
}

async function requireProvider(provider: ProviderName): Promise<ProviderName> {
  const probe = await probeProvider(provider);
  if (probe.works) return provider;
  throw new Failure(
    'provider-unavailable',
    `The provider \`${provider}\` cannot be used here: ${probe.reason ?? 'it failed'}; choose \`cpu\` or \`auto\`.`,
  );
}

async function beatsCpu(provider: ProviderName): Promise<boolean> {
  if (!compiledProviders().includes(provider)) return false;
  const probe = await probeProvider(provider);
  if (probe.milliseconds === undefined) return false;
  const cpu = await probeProvider('cpu');
  return probe.milliseconds <= (cpu.milliseconds ?? Number.POSITIVE_INFINITY);
}

/** Milliseconds for a product that takes a real device less than one; such a provider is not given the greater one. */
const SLOW = 20;

async function runProbe(provider: ProviderName): Promise<ProviderProbe> {
  if (!compiledProviders().includes(provider)) {
    return { provider, works: false, float16: false, reason: 'this build of the runtime does not have it' };
  }
  try {
    const first = await timeProducts(provider, 'float32', 128);
    const milliseconds = first > SLOW ? first : await timeProducts(provider, 'float32', 512);
    return { provider, works: true, float16: await runsHalf(provider), milliseconds };
  } catch (error) {
    return { provider, works: false, float16: false, reason: reasonOf(error) };
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

/** The runtime's messages begin with the place in its source and go over several lines. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const known = reasons.find(([pattern]) => pattern.test(text));
  return known?.[1] ?? text.split('\n')[0]!.replace(/\.\s*$/, '');
}

const reasons: readonly (readonly [RegExp, string])[] = [
  [/Failed to get a WebGPU adapter/, 'no graphics adapter or driver was found (on Linux: Vulkan)'],
  [/Failed to load shared library/, 'its libraries are not installed'],
];
