import path from 'node:path';
import type { ModelSpec } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';
import { modelName } from '../../protocol/model-name.ts';
import type { LockedModels } from '../../protocol/models.ts';
import { fileDigest } from '../files/file-digest.ts';
import { modelDigest } from '../models/model-digest.ts';
import type { HubCache } from './cache/hub-cache.ts';
import { examineFolder } from './folders/examine-folder.ts';
import { cachedCommit } from './hub-snapshot.ts';
import { type LockEntry, readLock } from './lock/lock-file.ts';
import { writeLock } from './lock/write-lock.ts';
import { requireWanted } from './network/hub-timing.ts';

/**
 * Writes what the models are now into the lock file; other entries stay.
 * @param folderOf where a model lies; throws a Failure when it is not there
 * @throws Failure of models, `lock-invalid`, `file-unwritable`, `disk-full`, `cancelled`
 */
export async function lockModels(
  specs: readonly ModelSpec[],
  { workspace, cache, folderOf }: { workspace: string; cache: HubCache; folderOf(spec: ModelSpec): Promise<string> },
  signal: AbortSignal,
): Promise<LockedModels> {
  const lock = new Map(await readLock(workspace));
  for (const spec of specs) {
    requireWanted(signal);
    const commit = spec.kind === 'hub' ? await cachedCommit(spec, workspace, cache) : undefined;
    const entry = await entryOf(spec, await folderOf(spec), signal);
    lock.set(modelName(spec), { ...(commit === undefined ? {} : { commit }), ...entry });
  }
  return { file: await writeLock(workspace, lock), models: new Set(specs.map(modelName)).size };
}

async function entryOf(spec: ModelSpec, folder: string, signal: AbortSignal): Promise<LockEntry> {
  const model = await examineFolder(folder);
  if (model === undefined) {
    const text = `${folder} of \`${modelName(spec)}\` holds no model of a layout that VLPrompt knows; nothing was locked.`;
    throw new Failure('model-unsupported', text);
  }
  const files: [string, string][] = [];
  for (const file of model.files) {
    requireWanted(signal);
    files.push([file, await fileDigest(path.join(folder, file))]);
  }
  const digest = await modelDigest(
    folder,
    model.files.map((file) => path.join(folder, file)),
  );
  return { digest, files: Object.fromEntries(files) };
}
