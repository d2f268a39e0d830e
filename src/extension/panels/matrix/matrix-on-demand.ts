import { Emitter } from 'vscode-jsonrpc';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { AnalysisState } from '../../../protocol/webviews/matrix.ts';
import { sentenceOf } from '../../failures.ts';
import { workOf } from './matrix-snapshot.ts';

export type DemandedWork<Result> = (
  signal: AbortSignal,
  onProgress: (progress: EvaluateProgress) => void,
) => Promise<Result>;

type State<Result> = Exclude<AnalysisState, { kind: 'done' }> | { readonly kind: 'done'; readonly result: Result };

/** Something dear that is worked out when it is asked for, of one report: of another one there is nothing. */
export class OnDemand<Result> {
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  #state: State<Result> = { kind: 'none' };
  #of: string | undefined;
  #revision = 0;
  #running: AbortController | undefined;

  /** @param of which report, such as when it was made */
  stateOf(of: string | undefined): AnalysisState {
    const state = this.#of === of ? this.#state : none;
    return state.kind === 'done' ? { kind: 'done', revision: this.#revision } : state;
  }

  resultOf(of: string | undefined): Result | undefined {
    return this.#state.kind === 'done' && this.#of === of ? this.#state.result : undefined;
  }

  /** Begins anew; what went on for it ends. Resolves when there is a result or a sentence why there is none. */
  async start(of: string, work: DemandedWork<Result>): Promise<void> {
    this.cancel();
    const controller = new AbortController();
    this.#running = controller;
    this.#of = of;
    const tell = (state: State<Result>) => {
      if (this.#running === controller) this.#set(state);
    };
    tell({ kind: 'running', label: 'Loading', done: 0, total: 0 });
    try {
      const result = await work(controller.signal, (run) => tell({ kind: 'running', ...workOf(run) }));
      this.#revision += 1;
      tell({ kind: 'done', result });
    } catch (error) {
      tell(Failure.is(error, 'cancelled') ? none : { kind: 'failed', sentence: sentenceOf(error) });
    }
  }

  /** At once: the engine may take a step longer, and nobody needs to wait for that. */
  cancel(): void {
    const running = this.#running;
    this.#running = undefined;
    running?.abort();
    if (this.#state.kind === 'running') this.#set(none);
  }

  dispose(): void {
    this.cancel();
    this.#changed.dispose();
  }

  #set(state: State<Result>): void {
    this.#state = state;
    this.#changed.fire();
  }
}

const none = { kind: 'none' } as const;
