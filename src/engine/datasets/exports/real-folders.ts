/** @file Folders that are made one by one, so that no link on the way leads what is written elsewhere. */
import { lstat, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../../protocol/failure.ts';
import { systemCode } from '../../files/system-code.ts';
import { unlessMissing } from '../../files/unless-missing.ts';
import { isInside } from '../../files/workspace-path.ts';
import { blocked } from './export-failure.ts';

/**
 * Makes what is missing of the folders between, and refuses links and files in their place.
 * @param root absolute, a folder that is trusted; links above it count as the user's own
 * @param folder absolute, below it
 * @throws Failure `path-outside-workspace`, `export-blocked`
 */
export async function makeRealFolders(root: string, folder: string): Promise<void> {
  if (!isInside(root, folder)) {
    throw new Failure('path-outside-workspace', `${folder} leads out of ${root}; name a folder inside.`);
  }
  let current = root;
  for (const step of path.relative(root, folder).split(path.sep)) {
    if (step === '') continue;
    current = path.join(current, step);
    await makeRealFolder(current);
  }
}

async function makeRealFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    await isRealFolder(folder);
  }
}

/**
 * Whether there is a folder.
 * @throws Failure `export-blocked` when something else is there
 */
export async function isRealFolder(folder: string): Promise<boolean> {
  const found = await unlessMissing(lstat(folder));
  if (found === undefined) return false;
  if (found.isDirectory()) return true;
  const what = found.isSymbolicLink() ? 'a link' : 'a file';
  throw blocked(`${folder} is ${what}, through which nothing is exported; move it away, or choose another folder.`);
}
