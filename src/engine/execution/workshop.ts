/** @file What runs share: where things are, which models are open, whose turn it is. */
import type { ModelPlan } from '../../language/plan/plan.ts';
import type { EngineSettings } from '../../protocol/engine.ts';
import { Failure } from '../../protocol/failure.ts';
import { resolveInside } from '../files/workspace-path.ts';
import { lockWarning } from '../hub/lock/lock-warning.ts';
import type { ModelRequest } from '../models/model-request.ts';
import { MeasuredPace } from '../runs/measured-pace.ts';
import { RunHistory } from '../runs/run-history.ts';
import { CacheKeeper } from '../store/cleaning/cache-keeper.ts';
import { FileDigests } from '../store/digests/file-digests.ts';
import type { ModelIdentity } from '../store/digests/model-identity.ts';
import { ImageStore } from '../store/image-store.ts';
import { ReportStore } from '../store/judged/report-store.ts';
import { NativeNoteFile } from '../store/native-note-file.ts';
import { StageStore } from '../store/stage-store.ts';
import { StoreFiles } from '../store/store-files.ts';
import { modelFolder } from './models/model-folder.ts';
import type { ModelKeeper } from './models/model-keeper.ts';
import { RunQueue } from './queue/run-queue.ts';

export interface WorkshopSettings
  extends Pick<EngineSettings, 'workspace' | 'store' | 'starterPack' | 'trustedModelFolders'> {
  /** As of `EngineSettings`; absent: the cache may grow. */
  readonly storeSize?: number;
}

/** The model of a run: what to open, and what its results are kept under. */
export interface ModelOfRun {
  readonly request: ModelRequest;
  readonly identity: ModelIdentity;
}

export class Workshop {
  readonly settings: WorkshopSettings;
  readonly models: ModelKeeper;
  readonly files: StoreFiles;
  readonly images: ImageStore;
  readonly stages: StageStore;
  readonly cache: CacheKeeper;
  /** Of images of the workspace. */
  readonly fileDigests = new FileDigests();
  readonly reports: ReportStore;
  readonly nativeNotes: NativeNoteFile;
  readonly queue = new RunQueue();
  readonly runs: RunHistory;
  readonly pace: MeasuredPace;

  constructor(settings: WorkshopSettings, models: ModelKeeper) {
    this.settings = settings;
    this.models = models;
    this.files = new StoreFiles(settings.store, settings.workspace);
    this.images = new ImageStore(this.files);
    this.stages = new StageStore(this.files);
    const { workspace, storeSize = 0 } = settings;
    this.cache = new CacheKeeper(this.files, { workspace, ...(storeSize > 0 && { limit: storeSize * 1e9 }) });
    this.reports = new ReportStore(this.files);
    this.nativeNotes = new NativeNoteFile(this.files);
    this.runs = new RunHistory(this.files, this.images);
    this.pace = new MeasuredPace(this.files);
  }

  /**
   * What to open for a model of a plan.
   * @throws Failure `model-missing`, `model-untrusted`, `lock-invalid`, and `path-outside-workspace` of adapters
   */
  async requestOf({ spec, precision, provider, adapters = [] }: ModelPlan): Promise<ModelRequest> {
    return {
      folder: await modelFolder(spec, this.settings, precision),
      ...(precision !== undefined && { precision }),
      ...(provider !== undefined && { provider }),
      adapters: await Promise.all(adapters.map((file) => adapterFile(file, this.settings.workspace))),
    };
  }

  /** What is to be said of a run with a model that is not as `vlprompt.lock` has it. */
  async notesOn({ spec }: ModelPlan, { digest }: ModelIdentity): Promise<readonly string[]> {
    const warning = await lockWarning(this.settings.workspace, spec, digest);
    return warning === undefined ? [] : [warning];
  }
}

/** The real absolute path of a file of learned tokens. */
async function adapterFile(written: string, workspace: string): Promise<string> {
  const file = await resolveInside(workspace, written);
  if (file !== undefined) return file;
  throw new Failure(
    'model-missing',
    `There is no file of learned tokens ${written} in ${workspace}; check \`adapter\`.`,
  );
}
