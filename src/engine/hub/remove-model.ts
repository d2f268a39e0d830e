import { Failure } from '../../protocol/failure.ts';
import { modelName } from '../../protocol/model-name.ts';
import type { HubSpec } from '../../protocol/models.ts';
import { cacheFailure } from './cache-failure.ts';
import type { HubCache } from './hub-cache.ts';
import { cachedCommit } from './hub-model-folder.ts';

/**
 * Removes the files of a downloaded model, but for those that another commit of it shares.
 * @throws Failure `model-missing`, `lock-invalid`, `file-unwritable`
 */
export async function removeModel(spec: HubSpec, workspace: string, cache: HubCache): Promise<void> {
  const commit = await cachedCommit(spec, workspace, cache);
  const there = await cache.snapshots(spec.repository);
  if (commit === undefined || !there.some((snapshot) => snapshot.commit === commit)) {
    throw new Failure('model-missing', `\`${modelName(spec)}\` is not downloaded, so there is nothing to remove.`);
  }
  try {
    await cache.removeSnapshot(spec.repository, commit);
  } catch (error) {
    throw cacheFailure(error, cache.root);
  }
}
