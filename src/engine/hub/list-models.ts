/** @file Every model that a prompt file may name without a download. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { EngineSettings, ProviderName } from '../../protocol/engine.ts';
import { Failure } from '../../protocol/failure.ts';
import { modelName } from '../../protocol/model-name.ts';
import type { HubSpec, InstalledModel } from '../../protocol/models.ts';
import { isInside } from '../files/workspace-path.ts';
import type { HubCache, Snapshot } from './cache/hub-cache.ts';
import { unfinishedBytes } from './cache/partial-file.ts';
import { examineFolder } from './folders/examine-folder.ts';
import { findModelFolders } from './folders/find-model-folders.ts';
import { folderFiles } from './folders/folder-files.ts';
import { licenceIn } from './folders/model-card.ts';
import { hasParts } from './folders/needed-files.ts';
import { type Lock, readLock } from './lock/lock-file.ts';

export interface ListingPlaces
  extends Pick<EngineSettings, 'workspace' | 'store' | 'starterPack' | 'trustedModelFolders'> {
  /** What models run on that do not say otherwise. */
  readonly provider: ProviderName;
}

type Named = Pick<InstalledModel, 'spec' | 'place' | 'folder' | 'commit'>;

/**
 * Starter models, then those of the workspace, of trusted folders and of the hub, each by name. Folders without a model
 * of a layout that is known are left out.
 */
export async function listModels(
  places: ListingPlaces,
  cache: HubCache,
  signal: AbortSignal,
): Promise<readonly InstalledModel[]> {
  const { workspace, store, starterPack } = places;
  const elsewhere = [store, starterPack];
  const named = [
    ...(await starterModels(places)),
    ...(await workspaceModels(places, [...elsewhere, cache.root], signal)),
    ...(await trustedModels(places, [...elsewhere, workspace, cache.root], signal)),
    ...(await hubModels(places, cache)),
  ];
  const described = await Promise.all(
    named.map(async (model) => (await describeModel(model, places.provider)) ?? unfinishedModel(model, cache)),
  );
  return described.filter((model) => model !== undefined);
}

/** A download that was begun and not finished: it can be gone on with, or removed. */
async function unfinishedModel(named: Named, cache: HubCache): Promise<InstalledModel | undefined> {
  if (named.spec.kind !== 'hub') return undefined;
  const bytes = await unfinishedBytes(cache.blobs(named.spec.repository));
  const files = await folderFiles(named.folder);
  if (bytes === 0 && !hasParts(new Set(files.map((file) => file.path)))) return undefined;
  const name = modelName(named.spec);
  return {
    ...named,
    precisions: [],
    bytes: files.reduce((sum, file) => sum + file.bytes, bytes),
    problem: `The download of \`${name}\` was not finished; download it again, which goes on from there, or remove it.`,
  };
}

/** Undefined when the folder holds no model of a layout that is known. */
export async function describeModel(named: Named, provider: ProviderName): Promise<InstalledModel | undefined> {
  const model = await examineFolder(named.folder);
  if (model === undefined) return undefined;
  const { role, family, precisions, bytes, problem } = model;
  const licence = named.place === 'starter' ? 'MIT' : await licenceIn(named.folder);
  return {
    ...named,
    ...(problem === undefined ? { role, provider } : { problem }),
    family,
    precisions,
    bytes,
    ...(licence === undefined ? {} : { licence }),
  };
}

async function starterModels({ starterPack }: ListingPlaces): Promise<readonly Named[]> {
  const entries = await readdir(starterPack, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return names
    .sort()
    .map((name) => ({ spec: { kind: 'starter', name }, place: 'starter', folder: path.join(starterPack, name) }));
}

async function workspaceModels(
  { workspace }: ListingPlaces,
  except: readonly string[],
  signal: AbortSignal,
): Promise<readonly Named[]> {
  const folders = await findModelFolders(workspace, except, signal);
  return folders.map((folder) => {
    const relative = path.relative(workspace, folder).split(path.sep).join('/');
    return { spec: { kind: 'folder', path: relative === '' ? '.' : relative }, place: 'workspace', folder };
  });
}

/** Those in the workspace have been listed already. */
async function trustedModels(
  { workspace, trustedModelFolders }: ListingPlaces,
  except: readonly string[],
  signal: AbortSignal,
): Promise<readonly Named[]> {
  const roots = trustedModelFolders.filter((folder) => !isInside(workspace, folder));
  const found = await Promise.all(roots.map((root) => findModelFolders(root, except, signal)));
  return [...new Set(found.flat())].map((folder) => ({
    spec: { kind: 'folder', path: folder.split(path.sep).join('/') },
    place: 'folder',
    folder,
  }));
}

async function hubModels({ workspace }: ListingPlaces, cache: HubCache): Promise<readonly Named[]> {
  const lock = await readLock(workspace).catch(lockForListing);
  const repositories = await cache.repositories();
  const listed = await Promise.all(
    repositories.map(async (repository) => snapshotsOf(repository, await cache.snapshots(repository), cache, lock)),
  );
  return listed.flat();
}

/** Whoever runs a model is told of a broken lock file; a list need not fail for it. */
function lockForListing(error: unknown): Lock {
  if (Failure.is(error)) return new Map();
  throw error;
}

/** Each under all names that mean it: the lock file's commit goes before what the cache knows. */
function snapshotsOf(
  repository: string,
  snapshots: readonly Snapshot[],
  cache: HubCache,
  lock: Lock,
): readonly Named[] {
  return snapshots.flatMap(({ commit, revisions }) => {
    const lockedName = lock.get(`hf:${repository}`)?.commit;
    const own = revisions.filter((revision) => revision !== 'main' || lockedName === undefined);
    const names = [...own, ...(lockedName === commit ? ['main'] : [])];
    return (names.length === 0 ? [commit] : names).map((revision): Named => {
      const spec: HubSpec = { kind: 'hub', repository, revision };
      return { spec, place: 'hub', folder: cache.snapshot(repository, commit), commit };
    });
  });
}
