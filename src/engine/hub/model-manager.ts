/** @file What the model manager asks: which models there are, downloads, checks, removal, the lock file. */
import type { ModelSpec } from '../../language/plan/plan.ts';
import type { EngineSettings } from '../../protocol/engine.ts';
import { Failure } from '../../protocol/failure.ts';
import type {
  DownloadPlan,
  DownloadProgress,
  HubRequest,
  HubSpec,
  InstalledModel,
  LockedModels,
  Verification,
} from '../../protocol/models.ts';

export class ModelManager {
  readonly #settings: EngineSettings;

  constructor(settings: EngineSettings) {
    this.#settings = settings;
  }

  async list(_signal: AbortSignal): Promise<readonly InstalledModel[]> {
    throw this.#notYet();
  }

  async plan(_request: HubRequest, _signal: AbortSignal): Promise<DownloadPlan> {
    throw this.#notYet();
  }

  // biome-ignore lint/correctness/useYield: not written yet
  async *download(_request: HubRequest, _signal: AbortSignal): AsyncGenerator<DownloadProgress, InstalledModel> {
    throw this.#notYet();
  }

  // biome-ignore lint/correctness/useYield: not written yet
  async *verify(_spec: ModelSpec, _signal: AbortSignal): AsyncGenerator<DownloadProgress, Verification> {
    throw this.#notYet();
  }

  async remove(_spec: HubSpec): Promise<null> {
    throw this.#notYet();
  }

  async lock(_specs: readonly ModelSpec[], _signal: AbortSignal): Promise<LockedModels> {
    throw this.#notYet();
  }

  #notYet(): Failure {
    return new Failure('model-unsupported', `Models of ${this.#settings.workspace} cannot be managed yet.`);
  }
}
