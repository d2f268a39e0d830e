/** @file Every file of the cache, with what it is and when it was last used. */
import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { CacheStage, StageSize } from '../../../protocol/cache.ts';
import { unlessMissing } from '../../files/unless-missing.ts';
import type { StoreFiles, StorePath } from '../store-files.ts';

export interface CacheFile {
  readonly path: StorePath;
  readonly stage: CacheStage;
  /** The file's name without its ending: a digest. */
  readonly name: string;
  readonly size: number;
  /** Milliseconds since 1970, of the last use. */
  readonly used: number;
}

/** Folders of the cache. */
const stageFolders: Readonly<Record<string, CacheStage>> = {
  objects: 'images',
  keys: 'index',
  latents: 'latents',
  words: 'words',
  embeddings: 'embeddings',
  scores: 'scores',
  pictures: 'pictures',
};

/** Files that are looked at at the same time. */
const together = 32;

/** What is being written and what is no plain file is left out; what vanishes meanwhile, too. */
export async function listCache(files: StoreFiles): Promise<readonly CacheFile[]> {
  const root = await files.ownFolder('cache/.');
  if (root === undefined) return [];
  const found: CacheFile[] = [];
  for (const folder of await foldersIn(root)) {
    const stage = Object.hasOwn(stageFolders, folder) ? stageFolders[folder]! : 'other';
    const entries = (await entriesIn(path.join(root, folder))).filter(isArtefact);
    for (let start = 0; start < entries.length; start += together) {
      const some = entries.slice(start, start + together);
      found.push(...(await Promise.all(some.map((entry) => fileOf(root, stage, entry)))).flat());
    }
  }
  return found;
}

/** Without links: nothing behind one is ours. */
async function foldersIn(root: string): Promise<readonly string[]> {
  const entries = (await unlessMissing(readdir(root, { withFileTypes: true }))) ?? [];
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

async function entriesIn(folder: string): Promise<readonly Dirent[]> {
  return (await unlessMissing(readdir(folder, { withFileTypes: true, recursive: true }))) ?? [];
}

function isArtefact(entry: Dirent): boolean {
  return entry.isFile() && !entry.name.startsWith('.');
}

async function fileOf(root: string, stage: CacheStage, entry: Dirent): Promise<readonly CacheFile[]> {
  const file = path.join(entry.parentPath, entry.name);
  const status = await unlessMissing(lstat(file));
  if (status === undefined) return [];
  const inside = path.relative(root, file).split(path.sep).join('/');
  const { name } = path.parse(entry.name);
  return [{ path: `cache/${inside}`, stage, name, size: status.size, used: status.mtimeMs }];
}

/** Stages that there are, the largest first. */
export function stageSizes(files: readonly CacheFile[]): readonly StageSize[] {
  const sizes = new Map<CacheStage, StageSize>();
  for (const { stage, size } of files) {
    const { files: count = 0, bytes = 0 } = sizes.get(stage) ?? {};
    sizes.set(stage, { stage, files: count + 1, bytes: bytes + size });
  }
  return [...sizes.values()].sort((a, b) => b.bytes - a.bytes);
}

export function bytesOf(files: readonly Pick<CacheFile, 'size'>[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}
