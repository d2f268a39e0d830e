/** @file What runs share: where things are, which models are open, whose turn it is. */
import type { ModelPlan } from '../../language/plan/plan.ts';
import type { EngineSettings } from '../../protocol/engine.ts';
import { ImageStore } from '../store/image-store.ts';
import { ReportStore } from '../store/report-store.ts';
import { StoreFiles } from '../store/store-files.ts';
import { modelFolder } from './model-folder.ts';
import type { ModelKeeper } from './model-keeper.ts';
import { RunQueue } from './run-queue.ts';

export type WorkshopSettings = Pick<EngineSettings, 'workspace' | 'store' | 'starterPack' | 'trustedModelFolders'>;

export class Workshop {
  readonly settings: WorkshopSettings;
  readonly models: ModelKeeper;
  readonly files: StoreFiles;
  readonly images: ImageStore;
  readonly reports: ReportStore;
  readonly queue = new RunQueue();

  constructor(settings: WorkshopSettings, models: ModelKeeper) {
    this.settings = settings;
    this.models = models;
    this.files = new StoreFiles(settings.store, settings.workspace);
    this.images = new ImageStore(this.files);
    this.reports = new ReportStore(this.files);
  }

  /** @throws Failure `model-missing`, `model-untrusted`, `model-unsupported` */
  folderOf(model: Pick<ModelPlan, 'spec'>): Promise<string> {
    return modelFolder(model.spec, this.settings);
  }
}
