/**
 * @file The engines of this window: one a workspace folder, started at the first need and kept by its supervisor. It
 * knows nothing of VS Code; what an engine is started with is handed in.
 */
import { Emitter } from 'vscode-jsonrpc';
import type { Engine, EngineCaller, EngineOptions, EngineState } from '../../engine/client/engine.ts';
import { Failure } from '../../protocol/failure.ts';

export interface EngineHostOptions {
  /** Absolute path of the folder that a file belongs to. */
  readonly workspaceOf: (uri: string) => string;
  /** What to start that folder's engine with, read from the settings of now. */
  readonly optionsOf: (workspace: string) => EngineOptions;
  readonly start: (options: EngineOptions) => Promise<Engine>;
  /** Asked at every need, since a command's `enablement` hides it and does not keep a link from running it. */
  readonly isTrusted: () => boolean;
}

export type EnginePurpose = 'run' | 'question';

export class EngineHost {
  readonly #options: EngineHostOptions;
  readonly #engines = new Map<string, Promise<Engine>>();
  readonly #states = new Map<string, EngineState>();
  readonly #changed = new Emitter<void>();
  readonly onDidChangeState = this.#changed.event;

  constructor(options: EngineHostOptions) {
    this.#options = options;
  }

  /** Of every folder whose engine was needed. */
  get states(): readonly EngineState[] {
    return [...this.#states.values()];
  }

  /** By the absolute path of the folder. */
  get statesByFolder(): ReadonlyMap<string, EngineState> {
    return this.#states;
  }

  /**
   * The engine of a file's folder, started if need be. One that was given up after several crashes is tried once more
   * for a run, because a person asked for that, and not for questions, which come with every edit.
   * @throws Failure as `startEngine`, and `workspace-untrusted`; the next call tries again
   */
  async engineOf(uri: string, purpose: EnginePurpose): Promise<EngineCaller> {
    if (!this.#options.isTrusted()) throw untrusted();
    const engine = await this.#engine(this.#options.workspaceOf(uri));
    if (purpose === 'run' && engine.state.kind === 'failed') await engine.restart();
    return engine.calls;
  }

  /** Starts every engine again with the settings of now; those that could not be started are tried at the next need. */
  async restart(): Promise<void> {
    const engines = [...this.#engines.values()];
    const nodeMayHaveChanged = engines.map(async (engine) => (await engine).dispose());
    this.#engines.clear();
    this.#states.clear();
    this.#changed.fire();
    await Promise.allSettled(nodeMayHaveChanged);
  }

  async dispose(): Promise<void> {
    await this.restart();
    this.#changed.dispose();
  }

  #engine(workspace: string): Promise<Engine> {
    const known = this.#engines.get(workspace);
    if (known) return known;
    const engine = this.#start(workspace);
    this.#engines.set(workspace, engine);
    return engine;
  }

  async #start(workspace: string): Promise<Engine> {
    this.#tell(workspace, { kind: 'starting' });
    try {
      const engine = await this.#options.start(this.#options.optionsOf(workspace));
      this.#tell(workspace, engine.state);
      engine.onDidChangeState((state) => {
        if (state.kind !== 'disposed') this.#tell(workspace, state);
      });
      return engine;
    } catch (error) {
      this.#engines.delete(workspace);
      this.#tell(workspace, { kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
      throw error;
    }
  }

  #tell(workspace: string, state: EngineState): void {
    this.#states.set(workspace, state);
    this.#changed.fire();
  }
}

function untrusted(): Failure {
  return new Failure(
    'workspace-untrusted',
    'Models run only in workspaces you trust: trust this workspace, and try again.',
  );
}
