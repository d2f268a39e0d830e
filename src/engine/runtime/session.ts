/** @file An opened graph that takes any of our numbers, can be stopped between runs, and explains what went wrong. */

import type { EngineSettings, ProviderName } from '../../protocol/engine.ts';
import { Failure, type FailureCode } from '../../protocol/failure.ts';
import { letMessagesIn } from './cancellation.ts';
import type { GraphCache } from './graph-cache.ts';
import { checkModelFile } from './model-file.ts';
import { noted } from './native-note.ts';
import { type NativeSession, type Output, openNative } from './onnx-runtime.ts';
import { chooseProvider } from './provider-choice.ts';
import type { SessionSource } from './session-group.ts';
import { bindFeeds, type Feeds, type TensorInfo } from './tensor-binder.ts';
import { threadCount } from './threads.ts';

export interface SessionOptions {
  readonly provider: EngineSettings['provider'];
  /** 0 lets the engine choose. */
  readonly threads: number;
  /** Where the sessions of a model come from; absent: each is opened for itself. */
  readonly sessions?: SessionSource;
  /** Where optimised graphs are kept; absent: nowhere. */
  readonly graphs?: GraphCache;
}

export interface Session {
  /** The file. */
  readonly path: string;
  readonly provider: ProviderName;
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  /**
   * One native run. Feeds are cast and reshaped to what the graph declares, outputs come as 32-bit floats. The run
   * itself blocks this thread and cannot be stopped.
   * @throws Failure `cancelled` before the run, also when the session was disposed; `model-unsupported` when the graph lacks an output or wants what is not
   * fed, `provider-unavailable` when the provider lacks what the graph needs
   */
  run(feeds: Feeds, outputs: readonly string[], signal?: AbortSignal): Promise<readonly Output[]>;
  /** Waits for a run that has begun. */
  dispose(): Promise<void>;
}

/**
 * @throws Failure `model-missing`, `model-corrupt`, `model-unsupported`, `provider-unavailable`
 */
export async function openSession(path: string, options: SessionOptions): Promise<Session> {
  await checkModelFile(path);
  const provider = await chooseProvider(options.provider);
  try {
    const settings = { provider, threads: threadCount(options.threads) };
    const native = await noted({ action: 'opening', graph: path, provider }, () =>
      options.graphs === undefined ? openNative(path, settings) : options.graphs.open(path, settings),
    );
    return new GraphSession(path, provider, native);
  } catch (error) {
    throw explained(error, path, provider) ?? unexplained(error, path);
  }
}

class GraphSession implements Session {
  readonly path: string;
  readonly provider: ProviderName;
  readonly #native: NativeSession;
  #disposed = false;
  /** The last run; never rejects. Runs begin in order and none returns before the one ahead of it. */
  #begun: Promise<unknown> = Promise.resolve();

  constructor(path: string, provider: ProviderName, native: NativeSession) {
    this.path = path;
    this.provider = provider;
    this.#native = native;
  }

  get inputs(): readonly TensorInfo[] {
    return this.#native.inputs;
  }

  get outputs(): readonly TensorInfo[] {
    return this.#native.outputs;
  }

  async run(feeds: Feeds, outputs: readonly string[], signal?: AbortSignal): Promise<readonly Output[]> {
    const bound = bindFeeds(this.inputs, feeds, this.path);
    for (const name of outputs) this.#requireOutput(name);
    await letMessagesIn(signal);
    if (this.#disposed) throw new Failure('cancelled', `${this.path} was closed.`);
    const { path: graph, provider } = this;
    const inputs = Object.entries(bound).map(([name, { dims }]) => [name, dims] as const);
    const run = noted({ action: 'running', graph, provider, inputs }, () => this.#native.run(bound, outputs));
    this.#begun = run.catch(() => undefined);
    try {
      const results = await run;
      return outputs.map((name) => results.get(name)!);
    } catch (error) {
      throw explained(error, this.path, this.provider) ?? unexplained(error, this.path);
    }
  }

  #requireOutput(name: string): void {
    if (this.outputs.some((output) => output.name === name)) return;
    const there = this.outputs.map((output) => `\`${output.name}\``).join(', ');
    throw new Failure('model-unsupported', `${this.path} has no output \`${name}\`, only ${there}; export it again.`);
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    await this.#begun;
    await this.#native.release();
  }
}

interface Explanation {
  readonly pattern: RegExp;
  readonly code: FailureCode;
  readonly sentence: (path: string, provider: ProviderName) => string;
}

/** What the runtime says → what it means. */
const explanations: readonly Explanation[] = [
  {
    // What allocators say: of the runtime, C++, CUDA, WebGPU and DirectML.
    pattern: /Failed to allocate memory|bad_alloc|BFCArena|out.?of.?memory|Buffer size.*exceeds|8007000E/i,
    code: 'memory-short',
    sentence: (path, provider) =>
      `Memory on \`${provider}\` did not suffice for ${path}; draw smaller pictures or use a smaller precision.`,
  },
  {
    pattern: /protobuf parsing failed|No graph was found|INVALID_PROTOBUF/i,
    code: 'model-corrupt',
    sentence: (path) => `The model file ${path} is damaged or is no ONNX model; download it again.`,
  },
  {
    pattern: /external data|External initializer/i,
    code: 'model-corrupt',
    sentence: (path) => `The weights beside ${path} are missing or cut short; download the whole folder again.`,
  },
  {
    pattern: /requires f16 but the device does not support/i,
    code: 'provider-unavailable',
    sentence: (path, provider) =>
      `${path} is in half precision, which this machine's \`${provider}\` cannot do; use an fp32 export or \`cpu\`.`,
  },
  {
    pattern:
      /No Op registered|not a registered function|NOT_IMPLEMENTED|Could not find an implementation|Failed to find kernel|IsNodeCompatibleWithProvider/i,
    code: 'model-unsupported',
    sentence: (path, provider) =>
      `${path} uses operators that \`${provider}\` lacks here; use a plain export, not one made for other hardware.`,
  },
];

/** With the runtime's own words as its cause; undefined when they are not known. */
function explained(error: unknown, path: string, provider: ProviderName): Failure | undefined {
  const known = explanations.find(({ pattern }) => pattern.test(wordsOf(error)));
  return known && new Failure(known.code, known.sentence(path, provider), { cause: error });
}

/** A graph that cannot be opened or run is the graph's fault; the runtime's own words are better than none. */
function unexplained(error: unknown, path: string): Failure {
  const words = wordsOf(error)
    .split('\n')[0]!
    .replace(/^Error: |[.\s]+$/g, '');
  return new Failure('model-unsupported', `The model file ${path} cannot be used: ${words}; export it again.`, {
    cause: error,
  });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
