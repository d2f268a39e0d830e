/** @file The one importer of onnxruntime-node: what the rest of the engine needs of it, in our words. */
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ProviderName } from '../../protocol/engine.ts';
import { fromFloat16 } from './float16.ts';
import { loadRuntime } from './providers/runtime-package.ts';
import type { BoundTensor, TensorInfo } from './tensor-binder.ts';

// Where this class exists onnxruntime hands out half-precision data as one, else as a Uint16Array. It decides at its
// first tensor; without the class it is the same everywhere.
Reflect.deleteProperty(globalThis, 'Float16Array');

const runtime = loadRuntime();

// What goes wrong arrives as an exception; the runtime need not write it on the console as well.
runtime.env.logLevel = 'fatal';

export interface NativeOptions {
  readonly provider: ProviderName;
  readonly threads: number;
  /** Fail when an operator would run on the CPU instead. */
  readonly strict?: boolean;
  /** The graph was optimised before, for this provider. */
  readonly isOptimised?: boolean;
  /** Where to write the graph as it was optimised; an absolute path in a folder that is there. */
  readonly optimisedTo?: string;
}

/** An opened graph; thin, and with the runtime's own errors. */
export interface NativeSession {
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  run(feeds: Readonly<Record<string, BoundTensor>>, outputs: readonly string[]): Promise<NativeResults>;
  release(): Promise<void>;
}

export interface Output {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

export type NativeResults = ReadonlyMap<string, Output>;

let spent = 0;

/** Wall time spent inside native runs since the process began; what a benchmark divides by. */
export function nativeMilliseconds(): number {
  return spent;
}

/** Such as `onnxruntime 1.30.0`. */
export function runtimeName(): string {
  return `onnxruntime ${runtime.env.versions.node ?? runtime.env.versions.common}`;
}

/** Providers compiled into the runtime; whether they work here only a probe can tell. */
export function compiledProviders(): readonly ProviderName[] {
  const names = new Set<string>(runtime.listSupportedBackends().map((backend) => backend.name));
  return knownProviders.filter((name) => names.has(name));
}

export const knownProviders: readonly ProviderName[] = ['cpu', 'webgpu', 'cuda', 'dml', 'coreml'];

/** @param model a path, so that weights beside the file are found and none of it passes through JavaScript; or bytes */
export async function openNative(model: string | Uint8Array, options: NativeOptions): Promise<NativeSession> {
  const settings = sessionOptions(options);
  const session =
    typeof model === 'string'
      ? await runtime.InferenceSession.create(model, settings)
      : await runtime.InferenceSession.create(model, settings);
  return {
    inputs: tensorInfos(session.inputMetadata),
    outputs: tensorInfos(session.outputMetadata),
    run: (feeds, outputs) => runNative(session, feeds, outputs),
    release: () => session.release(),
  };
}

function sessionOptions(options: NativeOptions): InferenceSession.SessionOptions {
  return {
    executionProviders: [options.provider],
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    // What a run needs is planned as one block from the second run of a size on, and that is kept beside what the first
    // run took: of a U-Net 2.3 GB twice, and not a run is faster (docs/benchmarks.md).
    enableMemPattern: false,
    graphOptimizationLevel: options.isOptimised ? 'disabled' : 'all',
    ...(options.optimisedTo === undefined ? {} : { optimizedModelFilePath: options.optimisedTo }),
    logSeverityLevel: 4,
    extra: {
      session: {
        // Threads that wait in a loop burn a core between runs, and where something else wants that core they make the
        // runs themselves twice as slow.
        intra_op: { allow_spinning: '0' },
        ...(options.strict ? { disable_cpu_ep_fallback: '1' } : {}),
      },
    },
  };
}

function tensorInfos(metadata: readonly InferenceSession.ValueMetadata[]): TensorInfo[] {
  return metadata.flatMap((value) =>
    value.isTensor ? [{ name: value.name, type: value.type, shape: value.shape }] : [],
  );
}

async function runNative(
  session: InferenceSession,
  feeds: Readonly<Record<string, BoundTensor>>,
  outputs: readonly string[],
): Promise<NativeResults> {
  const tensors: Record<string, Tensor> = {};
  for (const name in feeds) tensors[name] = tensorOf(feeds[name]!);
  const start = performance.now();
  const results = await session.run(tensors, outputs);
  spent += performance.now() - start;
  return new Map(outputs.map((name) => [name, outputOf(results[name]!)]));
}

function tensorOf(bound: BoundTensor): Tensor {
  return new runtime.Tensor(bound.type, bound.data, bound.dims);
}

function outputOf(value: InferenceSession.OnnxValueMapType[string]): Output {
  return { data: toFloat32(value.type, value.data), dims: value.dims };
}

function toFloat32(type: Tensor.Type, data: Tensor.DataType): Float32Array {
  if (data instanceof Float32Array) return data;
  if (data instanceof Uint16Array && type === 'float16') return fromFloat16(data);
  return Float32Array.from(data as ArrayLike<number | bigint>, Number);
}
