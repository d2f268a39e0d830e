/**
 * @file What this window knows of runs: those that were, of every folder that has an engine, and the engines' queues.
 * Knows no VS Code.
 */
import { Emitter } from 'vscode-jsonrpc';
import type { EngineCaller } from '../../engine/client/engine.ts';
import { Failure } from '../../protocol/failure.ts';
import type { QueueChange, QueueSnapshot, RunChange, RunId, RunRecord, RunSummary } from '../../protocol/runs.ts';

export type RunCalls = Pick<EngineCaller, 'listRuns' | 'readRun' | 'changeRun' | 'watchQueue' | 'changeQueue'>;

export interface RunLibraryParts {
  /** The engine of a folder, started if need be. @throws Failure as `EngineHost.engineOf` */
  readonly engineOf: (folder: string) => Promise<RunCalls>;
  /** A question that failed is nobody's request: it is written down, and not shown. */
  readonly onError: (error: unknown) => void;
  /** Whether the folder's engine has a process, so that asking starts none. */
  readonly isAwake: (folder: string) => boolean;
}

/** What is known of one folder. */
export interface FolderRuns {
  /** Absolute path of the folder that the runs' files are in. */
  readonly folder: string;
  /** The newest first; absent until they were asked for. */
  readonly runs?: readonly RunSummary[];
  readonly queue: QueueSnapshot;
}

const emptyQueue: QueueSnapshot = { isPaused: false, entries: [] };

export class RunLibrary {
  readonly #parts: RunLibraryParts;
  readonly #known = new Map<string, FolderRuns>();
  readonly #looking = new Map<string, Promise<void>>();
  readonly #watches = new Map<string, AbortController>();
  readonly #changed = new Emitter<{ readonly folder: string; readonly what: 'runs' | 'queue' }>();
  readonly onDidChange = this.#changed.event;

  constructor(parts: RunLibraryParts) {
    this.#parts = parts;
  }

  /** In the order in which they became known. */
  get folders(): readonly FolderRuns[] {
    return [...this.#known.values()];
  }

  /** Whether the runs of a folder were ever asked for. */
  isKnown(folder: string): boolean {
    return this.of(folder).runs !== undefined || this.#looking.has(folder);
  }

  of(folder: string): FolderRuns {
    return this.#known.get(folder) ?? { folder, queue: emptyQueue };
  }

  /** Folders whose engines have a process. */
  get awake(): readonly string[] {
    return [...this.#known.keys()].filter((folder) => this.#parts.isAwake(folder));
  }

  /** Asks again for the runs that were. Never rejects. Whoever asks meanwhile gets an answer that began later. */
  refresh(folder: string): Promise<void> {
    const before = this.#looking.get(folder) ?? Promise.resolve();
    const looking = before.then(() => this.#look(folder));
    this.#looking.set(folder, looking);
    return looking.finally(() => this.#looking.get(folder) === looking && this.#looking.delete(folder));
  }

  /** Follows the queue of a folder's engine while its process lives; does nothing when it is followed already. */
  watch(folder: string): void {
    if (this.#watches.has(folder)) return;
    const controller = new AbortController();
    this.#watches.set(folder, controller);
    void this.#follow(folder, controller.signal).then((wasCutOff) => {
      this.#watches.delete(folder);
      this.#setQueue(folder, emptyQueue);
      // The engine may have been started again before the call of the old one was known to be cut off.
      if (wasCutOff && this.#parts.isAwake(folder)) this.watch(folder);
    });
  }

  /** @throws Failure as the engine's `readRun` */
  async record(folder: string, run: RunId): Promise<RunRecord> {
    return (await this.#parts.engineOf(folder)).readRun({ run });
  }

  /** @throws Failure as the engine's `changeRun` */
  async change(folder: string, change: RunChange): Promise<void> {
    await (await this.#parts.engineOf(folder)).changeRun(change);
    await this.refresh(folder);
  }

  /** @throws Failure as the engine's `changeQueue` */
  async changeQueue(folder: string, change: QueueChange): Promise<void> {
    await (await this.#parts.engineOf(folder)).changeQueue(change);
  }

  dispose(): void {
    for (const controller of this.#watches.values()) controller.abort();
    this.#changed.dispose();
  }

  async #look(folder: string): Promise<void> {
    try {
      const runs = await (await this.#parts.engineOf(folder)).listRuns({});
      this.#known.set(folder, { ...this.of(folder), runs });
      this.#changed.fire({ folder, what: 'runs' });
    } catch (error) {
      this.#tell(error);
    }
  }

  /** Resolves to whether the engine ended in the middle. */
  async #follow(folder: string, signal: AbortSignal): Promise<boolean> {
    try {
      const engine = await this.#parts.engineOf(folder);
      await engine.watchQueue({}, { signal, onProgress: (queue) => this.#setQueue(folder, queue) });
      return false;
    } catch (error) {
      this.#tell(error);
      return Failure.is(error, 'engine-crashed');
    }
  }

  #setQueue(folder: string, queue: QueueSnapshot): void {
    this.#known.set(folder, { ...this.of(folder), queue });
    this.#changed.fire({ folder, what: 'queue' });
  }

  /** That an engine ended is told by the engine itself. */
  #tell(error: unknown): void {
    if (!Failure.is(error, 'cancelled') && !Failure.is(error, 'engine-crashed')) this.#parts.onError(error);
  }
}
