/** @file Folders of the workspace, for completing paths. */
import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Disk, FolderEntry } from '../features/completion/paths.ts';
import { isInside } from '../is-inside.ts';

/** Around a text that is not on disk. */
export const noDisk: Disk = { list: async () => [], modelFolders: async () => [] };

/** @param workspace absolute; links that lead out of it are not followed. */
export function diskOf(workspace: string): Disk {
  const list = async (folder: string): Promise<FolderEntry[]> => {
    try {
      const real = await realpath(path.join(workspace, folder));
      if (!isInside(real, await realpath(workspace))) return [];
      const entries = await readdir(real, { withFileTypes: true });
      return entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
    } catch {
      // What cannot be looked at cannot be completed.
      return [];
    }
  };
  return { list, modelFolders: () => modelFolders(list) };
}

/** Folders looked at: enough for a workspace of prompts, and quick in one of everything. */
const MOST_FOLDERS = 400;
const DEEPEST = 5;

/** Nearest first. */
async function modelFolders(list: Disk['list']): Promise<string[]> {
  const found: string[] = [];
  const queue = [''];
  for (let seen = 0; seen < MOST_FOLDERS && seen < queue.length; seen++) {
    const folder = queue[seen] ?? '';
    const entries = await list(folder === '' ? '.' : folder);
    if (isModel(entries)) found.push(folder === '' ? '.' : folder);
    else if (folder.split('/').length < DEEPEST) queue.push(...foldersIn(folder, entries));
  }
  return found;
}

function foldersIn(folder: string, entries: readonly FolderEntry[]): string[] {
  return entries
    .filter(({ name, isFolder }) => isFolder && !name.startsWith('.') && name !== 'node_modules')
    .map(({ name }) => (folder === '' ? name : `${folder}/${name}`));
}

/** As the engine tells them: a diffusion pipeline, or a CLIP model with its tokenizer. */
function isModel(entries: readonly FolderEntry[]): boolean {
  const names = new Set(entries.map(({ name }) => name));
  return names.has('model_index.json') || (names.has('config.json') && names.has('tokenizer.json'));
}
