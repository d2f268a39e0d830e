/** @file Which files of the cache a name of the hub means, whether all of them are there or not. */
import { stat } from 'node:fs/promises';
import type { HubSpec } from '../../protocol/models.ts';
import { HubCache } from './cache/hub-cache.ts';
import { lockedEntry } from './lock/lock-file.ts';
import { hubEnvironment } from './network/hub-environment.ts';
import { requireHubName } from './network/hub-spec.ts';

/**
 * The commit that a name means in a workspace: the lock file's, what the cache knows of the revision, the revision itself.
 * @throws Failure `lock-invalid`, `file-unreadable`, `model-missing` when no model can be called so
 */
export async function cachedCommit(spec: HubSpec, workspace: string, cache: HubCache): Promise<string | undefined> {
  requireHubName(spec);
  const locked = await lockedEntry(workspace, spec);
  return locked?.commit ?? cache.commitOf(spec.repository, spec.revision);
}

/**
 * The absolute path of the folder with the commit's files; undefined when nothing of it is in the cache.
 * @throws Failure as `cachedCommit`
 */
export async function cachedSnapshot(spec: HubSpec, workspace: string): Promise<string | undefined> {
  const cache = new HubCache(hubEnvironment(process.env).cache);
  const commit = await cachedCommit(spec, workspace, cache);
  const folder = commit === undefined ? undefined : cache.snapshot(spec.repository, commit);
  const isThere = folder !== undefined && (await stat(folder).catch(() => undefined))?.isDirectory() === true;
  return isThere ? folder : undefined;
}
