/** @file What the model manager asks: which models there are, downloads, checks, removal, the lock file. */
import type { ModelSpec } from '../../language/plan/plan.ts';
import type { EngineSettings, ProviderName } from '../../protocol/engine.ts';
import { Failure } from '../../protocol/failure.ts';
import { modelName } from '../../protocol/model-name.ts';
import type {
  DownloadPlan,
  DownloadProgress,
  HubRequest,
  HubSpec,
  InstalledModel,
  LockedModels,
  Verification,
} from '../../protocol/models.ts';
import { modelFolder } from '../execution/models/model-folder.ts';
import { WritableHubCache } from './cache/writable-hub-cache.ts';
import type { Downloading } from './download/fetch-files.ts';
import { fetchOrder, orderOf, planOf } from './download-model.ts';
import { cachedCommit } from './hub-snapshot.ts';
import { describeModel, listModels } from './list-models.ts';
import { lockedEntry } from './lock/lock-file.ts';
import { lockModels } from './lock-models.ts';
import { HubClient } from './network/hub-client.ts';
import { type HubEnvironment, hubEnvironment, isToken } from './network/hub-environment.ts';
import { listFiles } from './network/hub-repository.ts';
import { defaultHubTiming, type HubTiming } from './network/hub-timing.ts';
import { removeModel } from './remove-model.ts';
import { verifyModel } from './verify-model.ts';

export type ManagerSettings = Pick<
  EngineSettings,
  'workspace' | 'store' | 'starterPack' | 'trustedModelFolders' | 'offline'
>;

export interface ManagerOptions {
  readonly settings: ManagerSettings;
  /** What models run on that do not say otherwise. */
  readonly provider: ProviderName;
  readonly timing?: HubTiming;
  /** Whether links may be made in the cache. */
  readonly links?: boolean;
}

type Report = (progress: DownloadProgress) => void;

export class ModelManager {
  readonly #settings: ManagerSettings;
  readonly #provider: ProviderName;
  readonly #timing: HubTiming;
  readonly #links: boolean;

  constructor({ settings, provider, timing = defaultHubTiming, links = true }: ManagerOptions) {
    this.#settings = settings;
    this.#provider = provider;
    this.#timing = timing;
    this.#links = links;
  }

  async list(signal: AbortSignal): Promise<readonly InstalledModel[]> {
    return listModels({ ...this.#settings, provider: this.#provider }, this.#cache(), signal);
  }

  /** @throws Failure of the hub, `offline`, `model-unsupported`, `model-missing`, `cancelled` */
  plan(request: HubRequest, signal: AbortSignal): Promise<DownloadPlan> {
    return this.#online(request, signal, async (work) =>
      planOf(await orderOf(request, await this.#revisionOf(request.spec), work), work),
    );
  }

  /** @throws Failure as `plan`, `model-corrupt`, `disk-full`, `file-unwritable` */
  download(request: HubRequest, signal: AbortSignal, report: Report): Promise<InstalledModel> {
    const { spec } = request;
    return this.#online(request, signal, async (work) => {
      report({ stage: 'resolving', bytes: 0, totalBytes: 0 });
      const revision = await this.#revisionOf(spec);
      const order = await orderOf(request, revision, work);
      await fetchOrder(order, revision, work, report);
      const { commit } = order.revision;
      const folder = work.cache.snapshot(spec.repository, commit);
      const model = await describeModel({ spec, place: 'hub', folder, commit }, this.#provider);
      if (model !== undefined) return model;
      throw new Failure('model-unsupported', `\`${modelName(spec)}\` was fetched, but holds no model that is known.`);
    });
  }

  /** @throws Failure of models, `lock-invalid`, `cancelled` */
  async verify(spec: ModelSpec, signal: AbortSignal, report: Report): Promise<Verification> {
    const cache = this.#cache();
    return verifyModel(spec, {
      workspace: this.#settings.workspace,
      cache,
      folder: await this.#folderOf(spec, cache),
      listed: (hubSpec, commit) => this.#listed(hubSpec, commit, signal),
      signal,
      report,
    });
  }

  /** @throws Failure `model-missing`, `lock-invalid`, `file-unwritable` */
  async remove(spec: HubSpec): Promise<null> {
    await removeModel(spec, this.#settings.workspace, this.#cache());
    return null;
  }

  /** @throws Failure of models, `lock-invalid`, `file-unwritable`, `cancelled` */
  lock(specs: readonly ModelSpec[], signal: AbortSignal): Promise<LockedModels> {
    const cache = this.#cache();
    const { workspace } = this.#settings;
    const folderOf = (spec: ModelSpec) => modelFolder(spec, this.#settings);
    return lockModels(specs, { workspace, cache, folderOf }, signal);
  }

  #cache(): WritableHubCache {
    return new WritableHubCache(hubEnvironment(process.env).cache, this.#links);
  }

  async #revisionOf(spec: HubSpec): Promise<string> {
    return (await lockedEntry(this.#settings.workspace, spec))?.commit ?? spec.revision;
  }

  /** A model of the hub need not be whole to be looked at. */
  async #folderOf(spec: ModelSpec, cache: WritableHubCache): Promise<string> {
    if (spec.kind !== 'hub') return modelFolder(spec, this.#settings);
    const commit = await cachedCommit(spec, this.#settings.workspace, cache);
    const there = await cache.snapshots(spec.repository);
    if (commit !== undefined && there.some((one) => one.commit === commit)) {
      return cache.snapshot(spec.repository, commit);
    }
    throw new Failure('model-missing', `\`${modelName(spec)}\` is not downloaded yet, so there is nothing to verify.`);
  }

  async #listed(spec: HubSpec, commit: string, signal: AbortSignal): Promise<ReadonlyMap<string, string> | undefined> {
    try {
      const files = await this.#online({ spec }, signal, (work) => listFiles(spec, commit, work));
      return new Map(files.map(({ path, digest }) => [path, digest]));
    } catch (error) {
      if (!Failure.is(error) || error.code === 'cancelled') throw error;
      return undefined; // The lock file may know.
    }
  }

  async #online<Result>(
    request: HubRequest,
    signal: AbortSignal,
    work: (downloading: Downloading) => Promise<Result>,
  ): Promise<Result> {
    const environment = hubEnvironment(process.env);
    if (environment.offline || this.#settings.offline) throw offline(request.spec);
    const client = new HubClient(environment.endpoint, await tokenOf(request, environment), this.#timing);
    try {
      return await work({ cache: this.#cache(), client, timing: this.#timing, signal });
    } finally {
      await client.close();
    }
  }
}

async function tokenOf({ token }: HubRequest, environment: HubEnvironment): Promise<string | undefined> {
  if (token === undefined || token === '') return environment.token();
  if (isToken(token)) return token;
  throw new Failure('hub-refused', 'The token for the hub has signs that no token has; copy it again from its page.');
}

function offline(spec: HubSpec): Failure {
  return new Failure(
    'offline',
    `Nothing of \`${modelName(spec)}\` can be fetched, as VLPrompt is offline; turn off \`vlprompt.models.offline\` or \`HF_HUB_OFFLINE\`.`,
  );
}
