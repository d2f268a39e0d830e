import type { ProviderName } from '../../../protocol/engine.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { Output } from '../onnx-runtime.ts';
import type { Feeds } from '../tensor-binder.ts';
import type { Session } from './session.ts';
import type { SharedGraph } from './shared-graph.ts';

/** What a handle needs of the pool. */
export interface GraphRunner {
  ready(shared: SharedGraph): Promise<Session>;
  run(shared: SharedGraph, feeds: Feeds, outputs: readonly string[], signal?: AbortSignal): Promise<readonly Output[]>;
  release(shared: SharedGraph): Promise<void>;
}

/** A graph in the pool, for one of its users. */
export class GraphHandle implements Session {
  readonly path: string;
  readonly #shared: SharedGraph;
  readonly #pool: GraphRunner;
  #disposed = false;

  constructor(path: string, shared: SharedGraph, pool: GraphRunner) {
    this.path = path;
    this.#shared = shared;
    this.#pool = pool;
  }

  get provider(): ProviderName {
    return this.#shared.options.provider;
  }

  get inputs() {
    return this.#shared.file.inputs;
  }

  get outputs() {
    return this.#shared.file.outputs;
  }

  /** Opens its session, which the first run does too. @throws Failure as `openSession`, `cancelled` */
  async prepare(): Promise<void> {
    this.#requireOpen();
    await this.#pool.ready(this.#shared);
  }

  async run(feeds: Feeds, outputs: readonly string[], signal?: AbortSignal): Promise<readonly Output[]> {
    this.#requireOpen();
    return this.#pool.run(this.#shared, feeds, outputs, signal);
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    await this.#pool.release(this.#shared);
  }

  #requireOpen(): void {
    if (this.#disposed) throw new Failure('cancelled', `${this.path} was closed.`);
  }
}
