/** @file Where a model of the hub lies in the cache. Nothing is ever fetched here: downloads are asked for. */
import { realpath } from 'node:fs/promises';
import type { Precision } from '../../language/plan/plan.ts';
import type { EngineSettings } from '../../protocol/engine.ts';
import { Failure } from '../../protocol/failure.ts';
import { modelName } from '../../protocol/model-name.ts';
import type { HubSpec } from '../../protocol/models.ts';
import { HubCache } from './cache/hub-cache.ts';
import { examineFolder } from './folders/examine-folder.ts';
import { cachedCommit } from './hub-snapshot.ts';
import { hubEnvironment } from './network/hub-environment.ts';

export interface HubPlaces extends Pick<EngineSettings, 'workspace'> {
  /** Only for the sentence: nothing is fetched either way. */
  readonly offline?: boolean;
}

/**
 * The real absolute path of the model's folder, which has all files for the precision, or for any when none is asked for.
 * @throws Failure `model-missing`, `lock-invalid`, `file-unreadable`
 */
export async function hubModelFolder(spec: HubSpec, places: HubPlaces, precision?: Precision): Promise<string> {
  const { cache: root, offline } = hubEnvironment(process.env);
  const cache = new HubCache(root);
  const commit = await cachedCommit(spec, places.workspace, cache);
  const folder = commit === undefined ? undefined : cache.snapshot(spec.repository, commit);
  const model = folder === undefined ? undefined : await examineFolder(folder);
  const remedy = downloadIt(spec, offline || places.offline === true);
  const name = modelName(spec);
  if (folder === undefined || model === undefined) {
    throw new Failure('model-missing', `\`${name}\` is not downloaded yet; ${remedy()}.`);
  }
  if (model.precisions.length === 0) {
    throw new Failure('model-missing', `\`${name}\` is not whole; ${remedy()}. (${model.problem})`);
  }
  if (precision !== undefined && !model.precisions.includes(precision)) {
    const there = model.precisions.join(' and ');
    throw new Failure('model-missing', `\`${name}\` is here in ${there}, not in ${precision}; ${remedy(precision)}.`);
  }
  return realpath(folder);
}

/** What to do, in words that fit the command line and the editor. */
function downloadIt(spec: HubSpec, isOffline: boolean): (precision?: Precision) => string {
  return (precision) => {
    const option = precision === undefined ? '' : ` --precision ${precision}`;
    const how = `\`vlprompt models download ${modelName(spec)}${option}\` (or \`vlprompt run --download\`; in the editor: *Download Model*)`;
    if (!isOffline) return `download it: ${how}`;
    return `VLPrompt is offline: turn off \`vlprompt.models.offline\` or \`HF_HUB_OFFLINE\`, then download it: ${how}`;
  };
}
