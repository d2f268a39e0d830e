import path from 'node:path';
import { Failure } from '../../protocol/failure.ts';
import { modelName } from '../../protocol/model-name.ts';
import type { HubSpec } from '../../protocol/models.ts';
import { cacheFailure } from './cache/cache-failure.ts';
import type { WritableHubCache } from './cache/writable-hub-cache.ts';
import { ownFiles } from './folders/needed-files.ts';
import { cachedCommit } from './hub-snapshot.ts';

/**
 * Removes the files of a downloaded model, but for those that another commit of it shares. Where other tools have fetched
 * more of the repository, only graphs and their weights are removed: the rest is still of use to them.
 * @throws Failure `model-missing`, `lock-invalid`, `file-unwritable`
 */
export async function removeModel(spec: HubSpec, workspace: string, cache: WritableHubCache): Promise<void> {
  const commit = await cachedCommit(spec, workspace, cache);
  const there = await cache.snapshots(spec.repository);
  if (commit === undefined || !there.some((snapshot) => snapshot.commit === commit)) {
    throw new Failure('model-missing', `\`${modelName(spec)}\` is not downloaded, so there is nothing to remove.`);
  }
  try {
    await removeCommit(spec.repository, commit, cache);
  } catch (error) {
    throw cacheFailure(error, cache.root);
  }
}

async function removeCommit(repository: string, commit: string, cache: WritableHubCache): Promise<void> {
  const folder = cache.snapshot(repository, commit);
  const files = await cache.filesOf(repository, commit);
  const { graphs, foreign } = ownFiles(files.map((file) => path.relative(folder, file).split(path.sep).join('/')));
  if (foreign.length === 0) return cache.removeSnapshot(repository, commit);
  const own = graphs.map((file) => cache.file(repository, commit, file));
  await cache.removeFiles(repository, own);
}
