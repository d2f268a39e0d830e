/** @file Folders of a store, made and looked at so that no link leads out of it. */
import { lstat, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../protocol/failure.ts';
import { unlessMissing } from '../files/unless-missing.ts';

/** The first link on the way from a folder, itself left out, to one inside it; Windows' junctions are links too. */
export async function linkBetween(above: string, below: string): Promise<string | undefined> {
  if (above === below) return undefined;
  let folder = above;
  for (const name of path.relative(above, below).split(path.sep)) {
    folder = path.join(folder, name);
    if ((await unlessMissing(lstat(folder)))?.isSymbolicLink()) return folder;
  }
  return undefined;
}

export function linked(link: string): Failure {
  return new Failure(
    'path-outside-workspace',
    `${link} is a link, and the store writes through none; put a folder there, or choose another one for the store.`,
  );
}

/** Node's own recursive `mkdir` says ENOENT of a read-only disk, which hides what is wrong. */
export async function makeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  if (path.dirname(folder) !== folder) await makeFolder(path.dirname(folder));
  try {
    await mkdir(folder);
  } catch (error) {
    if (!(await isFolder(folder))) throw error; // Otherwise another process was quicker.
  }
}

/** In a folder that is there; nobody else may have put a link in its place. */
export async function makeInside(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const status = await unlessMissing(lstat(folder));
    if (status?.isSymbolicLink()) throw linked(folder);
    if (!status?.isDirectory()) throw error;
  }
}

async function isFolder(folder: string): Promise<boolean> {
  return (await unlessMissing(stat(folder)))?.isDirectory() ?? false;
}
