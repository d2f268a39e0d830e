/** @file Folders whose pictures the page of a review may load. */
import { realpath } from 'node:fs/promises';
import path from 'node:path';

/**
 * The store, and folders of data sets that lie in the workspace in truth, behind whatever links.
 * @param folders from the workspace
 * @returns absolute paths, each once
 */
export async function pictureRoots(
  workspace: string,
  store: string,
  folders: readonly string[],
): Promise<readonly string[]> {
  const root = await realpath(workspace).catch(() => workspace);
  const roots = await Promise.all(folders.map((folder) => inside(root, path.resolve(workspace, folder))));
  return [...new Set([store, ...roots.flat()])];
}

/** The folder as it is written, which addresses are made of; none when it is not there or leads elsewhere. */
async function inside(root: string, folder: string): Promise<readonly string[]> {
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined) return [];
  const way = path.relative(root, real);
  const isInside = way !== '' && way.split(path.sep)[0] !== '..' && !path.isAbsolute(way);
  return isInside ? [...new Set([folder, real])] : [];
}
