/** @file Fetches models of the hub, with progress, for `models download` and for runs that were told to. */
import type { EngineCaller } from '../engine/client/engine.ts';
import type { ModelPlan } from '../language/plan/plan.ts';
import { isPinned, modelName } from '../protocol/model-name.ts';
import type { DownloadProgress, HubRequest, InstalledModel } from '../protocol/models.ts';
import { sized } from '../protocol/texts/figures.ts';
import { missingModels } from '../protocol/used-models.ts';
import type { Shell } from './shell.ts';
import { createProgressLine, type Progress } from './terminal/progress-line.ts';
import { isWorkspace } from './workspace.ts';

type Calls = Pick<EngineCaller, 'listModels' | 'downloadModel' | 'lockModels'>;

/**
 * Goes on where an earlier download stopped. What a branch means today is written into the lock file of a workspace.
 * @param workspace absolute path
 * @throws Failure as the engine does
 */
export async function downloadModel(
  request: HubRequest,
  workspace: string,
  calls: Pick<Calls, 'downloadModel' | 'lockModels'>,
  { terminal, now, signal }: Shell,
): Promise<InstalledModel> {
  const progressLine = createProgressLine(terminal, now);
  const name = modelName(request.spec);
  const onProgress = (progress: DownloadProgress) => progressLine.show(transferProgress(name, progress));
  try {
    const model = await calls.downloadModel(request, { signal, onProgress });
    if (!isPinned(request.spec) && isWorkspace(workspace)) {
      const { file } = await calls.lockModels({ specs: [request.spec] }, { signal });
      terminal.note(`${file} says now which files ${name} is.`);
    }
    return model;
  } finally {
    progressLine.clear();
  }
}

/** Downloads what is not here of the models of a run, one after the other, and says so. */
export async function downloadMissing(
  models: readonly ModelPlan[],
  workspace: string,
  calls: Calls,
  shell: Shell,
): Promise<void> {
  if (missingModels(models, []).length === 0) return;
  const installed = await calls.listModels({}, { signal: shell.signal });
  for (const request of missingModels(models, installed)) {
    const { spec, bytes } = await downloadModel(request, workspace, calls, shell);
    shell.terminal.note(`${modelName(spec)} was downloaded (${sized(bytes)}).`);
  }
}

const stageLabels: { readonly [S in DownloadProgress['stage']]: (name: string) => string } = {
  resolving: (name) => `Asking what ${name} is`,
  downloading: (name) => `Downloading ${name}`,
  verifying: (name) => `Verifying ${name}`,
};

/** What a progress line shows of a download or a check. */
export function transferProgress(name: string, progress: DownloadProgress): Progress {
  const { stage, bytes, totalBytes, secondsLeft } = progress;
  const label = stageLabels[stage](name);
  if (stage === 'resolving') return { label, unit: 'B', done: 0, total: 0 };
  return {
    label,
    unit: 'B',
    done: bytes,
    total: totalBytes,
    amount: `${sized(bytes)} of ${sized(totalBytes)}`,
    ...(secondsLeft !== undefined && { secondsLeft }),
  };
}
