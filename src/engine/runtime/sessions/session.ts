/** @file An opened graph that takes any of our numbers, can be stopped between runs, and explains what went wrong. */

import type { EngineSettings, ProviderName } from '../../../protocol/engine.ts';
import { Failure } from '../../../protocol/failure.ts';
import { checkModelFile } from '../onnx/model-file.ts';
import { type NativeSession, type Output, openNative } from '../onnx-runtime.ts';
import { chooseProvider } from '../providers/provider-choice.ts';
import { threadCount } from '../providers/threads.ts';
import { bindFeeds, type Feeds, type TensorInfo } from '../tensor-binder.ts';
import { letMessagesIn } from './cancellation.ts';
import type { GraphCache } from './graph-cache.ts';
import { nativeFailure } from './native-failure.ts';
import { noteNativeCall } from './native-note.ts';
import type { Preparation } from './run-scope.ts';
import type { SessionSource } from './session-group.ts';

export interface SessionOptions {
  readonly provider: EngineSettings['provider'];
  /** 0 lets the engine choose. */
  readonly threads: number;
  /** Where the sessions of a model come from; absent: each is opened for itself. */
  readonly sessions?: SessionSource;
  /** Where optimised graphs are kept; absent: nowhere. */
  readonly graphs?: GraphCache;
  /** Hears of what takes a while before sessions are opened. */
  readonly tell?: (preparation: Preparation) => void;
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
    noteNativeCall({ action: 'opening', graph: path, provider });
    const native = await (options.graphs?.open(path, settings) ?? openNative(path, settings));
    return new GraphSession(path, provider, native);
  } catch (error) {
    throw nativeFailure(error, path, provider);
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
    noteNativeCall({ action: 'running', graph, provider, inputs: bound });
    const run = this.#native.run(bound, outputs);
    this.#begun = run.catch(() => undefined);
    try {
      const results = await run;
      return outputs.map((name) => results.get(name)!);
    } catch (error) {
      throw nativeFailure(error, this.path, this.provider);
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
