/** @file What this window knows of models: those that are here, the catalogue, what is under way. Knows no VS Code. */
import { Emitter } from 'vscode-jsonrpc';
import type { EngineCaller } from '../../engine/client/engine.ts';
import type { ModelPlan, ModelSpec, Precision } from '../../language/plan/plan.ts';
import type { CatalogueEntry } from '../../protocol/catalogue.ts';
import { Failure } from '../../protocol/failure.ts';
import { isPinned, modelName } from '../../protocol/model-name.ts';
import type {
  DownloadPlan,
  DownloadProgress,
  HubRequest,
  HubSpec,
  InstalledModel,
  Verification,
} from '../../protocol/models.ts';
import { missingModels } from '../../protocol/used-models.ts';

export type ModelCalls = Pick<
  EngineCaller,
  'listModels' | 'planDownload' | 'downloadModel' | 'lockModels' | 'verifyModel' | 'removeModel'
>;

export interface LibraryParts {
  readonly catalogue: readonly CatalogueEntry[];
  /** Starts an engine if need be. @throws Failure as `EngineHost.engineOf` */
  readonly calls: () => Promise<ModelCalls>;
  /** Whether there is a folder for a lock file. */
  readonly hasWorkspace: () => boolean;
  /** That the user has entrusted to the editor; absent: what the environment has counts. */
  readonly token: () => Promise<string | undefined>;
}

/** What can be seen of it. */
export interface LibraryState {
  readonly catalogue: readonly CatalogueEntry[];
  /** Absent until it was asked for. */
  readonly installed?: readonly InstalledModel[];
  readonly isLooking: boolean;
  /** Why the models are not known. */
  readonly problem?: unknown;
  /** By name. */
  readonly transfers: ReadonlyMap<string, DownloadProgress>;
  /** By name: how many files the last check found damaged. */
  readonly damaged: ReadonlyMap<string, number>;
}

export interface Following {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DownloadProgress) => void;
}

const precisions: readonly Precision[] = ['fp32', 'fp16', 'int8'];

export class ModelLibrary {
  readonly #parts: LibraryParts;
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #transfers = new Map<string, DownloadProgress>();
  readonly #damaged = new Map<string, number>();
  #installed: readonly InstalledModel[] | undefined;
  #problem: unknown;
  #looking: Promise<void> | undefined;

  constructor(parts: LibraryParts) {
    this.#parts = parts;
  }

  get state(): LibraryState {
    return {
      catalogue: this.#parts.catalogue,
      ...(this.#installed && { installed: this.#installed }),
      isLooking: this.#looking !== undefined,
      ...(this.#problem !== undefined && { problem: this.#problem }),
      transfers: this.#transfers,
      damaged: this.#damaged,
    };
  }

  /** Looks again at what is here. Never rejects: what went wrong is part of the state. */
  refresh(): Promise<void> {
    if (this.#looking) return this.#looking;
    const looking = this.#look();
    this.#looking = looking;
    this.#changed.fire();
    return looking;
  }

  /**
   * What a download would fetch: of the precision asked for, else of each that there is.
   * @throws Failure why there is none
   */
  async plans({ spec, precision }: HubRequest, signal: AbortSignal): Promise<readonly DownloadPlan[]> {
    const calls = await this.#parts.calls();
    const token = await this.#withToken();
    const wanted = precision === undefined ? precisions : [precision];
    const answers = await Promise.allSettled(
      wanted.map((each) => calls.planDownload({ spec, precision: each, ...token }, { signal })),
    );
    const plans = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    const refusal = answers.find((answer) => answer.status === 'rejected');
    if (plans.length === 0 && refusal) throw refusal.reason;
    return plans.filter((plan, index) => plans.findIndex((other) => other.precision === plan.precision) === index);
  }

  /**
   * Goes on where an earlier download stopped. What a branch means today is written into the lock file.
   * @throws Failure as the engine does
   */
  async download(request: HubRequest, { signal, onProgress }: Following): Promise<InstalledModel> {
    const calls = await this.#parts.calls();
    const withToken = { ...request, ...(await this.#withToken()) };
    return this.#following(request.spec, onProgress, async (follow) => {
      const model = await calls.downloadModel(withToken, { signal, onProgress: follow });
      const isLocked = !isPinned(request.spec) && this.#parts.hasWorkspace();
      if (isLocked) await calls.lockModels({ specs: [request.spec] }, { signal });
      return model;
    });
  }

  /** @throws Failure as the engine does */
  async verify(spec: ModelSpec, { signal, onProgress }: Following): Promise<Verification> {
    const calls = await this.#parts.calls();
    const verification = await this.#following(spec, onProgress, (follow) =>
      calls.verifyModel({ spec }, { signal, onProgress: follow }),
    );
    if (verification.damaged.length > 0) this.#damaged.set(modelName(spec), verification.damaged.length);
    this.#changed.fire();
    return verification;
  }

  /** @throws Failure as the engine does */
  async remove(spec: HubSpec): Promise<void> {
    await (await this.#parts.calls()).removeModel({ spec });
    this.#damaged.delete(modelName(spec));
    await this.#lookAfresh();
  }

  /** What to download before these models can run. */
  async missing(models: readonly ModelPlan[]): Promise<readonly HubRequest[]> {
    await this.#lookAfresh();
    return this.#installed === undefined ? [] : missingModels(models, this.#installed);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #look(): Promise<void> {
    try {
      this.#installed = await (await this.#parts.calls()).listModels({});
      this.#problem = undefined;
    } catch (error) {
      this.#problem = Failure.is(error, 'cancelled') ? undefined : error;
    }
    this.#looking = undefined;
    this.#changed.fire();
  }

  /** A look that is under way may have begun before the change. */
  async #lookAfresh(): Promise<void> {
    await this.#looking;
    await this.refresh();
  }

  async #following<T>(
    spec: ModelSpec,
    onProgress: Following['onProgress'],
    work: (follow: Following['onProgress']) => Promise<T>,
  ): Promise<T> {
    const name = modelName(spec);
    const follow = (progress: DownloadProgress) => {
      this.#transfers.set(name, progress);
      this.#changed.fire();
      onProgress(progress);
    };
    this.#damaged.delete(name);
    try {
      return await work(follow);
    } finally {
      this.#transfers.delete(name);
      await this.#lookAfresh();
    }
  }

  async #withToken(): Promise<{ readonly token?: string }> {
    const token = await this.#parts.token();
    return token === undefined ? {} : { token };
  }
}
