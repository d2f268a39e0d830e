/** @file What is known of declarations seen in editors, and the work that goes on for them: at most one run each. */
import { Emitter } from 'vscode-jsonrpc';
import { Failure } from '../../protocol/failure.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import { sentenceOf } from '../failures.ts';

/** How a run changes the state of its declaration. */
export interface RunOf<State> {
  readonly started: (state: State) => State;
  /** Rejects with a `Failure` of code `cancelled` when the signal ended it. */
  readonly work: (state: State, signal: AbortSignal) => Promise<(state: State) => State>;
  /** @param failure one sentence; absent when the run was cancelled. */
  readonly broken: (state: State, failure?: string) => State;
}

export class Board<State> {
  readonly #states = new Map<string, State>();
  readonly #running = new Map<string, AbortController>();
  readonly #changed = new Emitter<DeclarationId>();
  /** Fires after the state of a declaration has changed. */
  readonly onDidChange = this.#changed.event;

  state(id: DeclarationId): State | undefined {
    return this.#states.get(keyOf(id));
  }

  get states(): readonly State[] {
    return [...this.#states.values()];
  }

  /** Of one file, in the order they were first seen. */
  statesOf(uri: string): readonly State[] {
    return [...this.#states].filter(([key]) => key.startsWith(`${uri}#`)).map(([, state]) => state);
  }

  set(id: DeclarationId, state: State): void {
    this.#states.set(keyOf(id), state);
    this.#changed.fire(id);
  }

  /** Changes what is known; does nothing for a declaration that was never seen. */
  update(id: DeclarationId, change: (state: State) => State): void {
    const state = this.state(id);
    if (state !== undefined) this.set(id, change(state));
  }

  get isAtWork(): boolean {
    return this.#running.size > 0;
  }

  isRunning(id: DeclarationId): boolean {
    return this.#running.has(keyOf(id));
  }

  /**
   * Does nothing when the declaration is at work already: a second click is not a second run. Cancelling ends it
   * quietly; any other rejection is kept in the state and passed on.
   */
  async run(id: DeclarationId, { started, work, broken }: RunOf<State>): Promise<void> {
    const state = this.state(id);
    if (state === undefined || this.isRunning(id)) return;
    const controller = new AbortController();
    this.#running.set(keyOf(id), controller);
    this.update(id, started);
    try {
      const ended = await work(state, controller.signal);
      this.#end(id, ended);
    } catch (error) {
      const isCancelled = Failure.is(error, 'cancelled');
      this.#end(id, (current) => broken(current, isCancelled ? undefined : sentenceOf(error)));
      if (!isCancelled) throw error;
    }
  }

  cancel(id: DeclarationId): void {
    this.#running.get(keyOf(id))?.abort();
  }

  cancelAll(): void {
    for (const controller of this.#running.values()) controller.abort();
  }

  /** The run leaves the list first, so that who is told of the change finds it ended. */
  #end(id: DeclarationId, change: (state: State) => State): void {
    this.#running.delete(keyOf(id));
    this.update(id, change);
  }
}

/** For maps: two ids are the same when file and name are. */
export function keyOf({ uri, name }: DeclarationId): string {
  return `${uri}#${name}`;
}
