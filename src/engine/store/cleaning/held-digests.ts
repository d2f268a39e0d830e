/**
 * @file What must not be removed from the cache: every digest that stands in the journals of runs, in what people
 * decided, in releases and in lock files. Any 64 hexadecimal digits count, so that what is not known yet is held too.
 */
import { createReadStream, type Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { unlessMissing } from '../../files/unless-missing.ts';
import { resolveInside } from '../../files/workspace-path.ts';
import type { StoreFiles } from '../store-files.ts';

/** Folders of a workspace, with all that lies in them. */
const folders: readonly string[] = ['reviews', 'releases'];

/** Files at the top of a workspace. */
const lockFile = /\.lock(\.json)?$/;

const digest = /[0-9a-f]{64}/g;

/**
 * Reads every one of those files. What vanishes meanwhile holds nothing any more.
 * @param workspace absolute path
 * @throws what the file system says of a file that is there and cannot be read, and Failure `path-outside-workspace` for a
 * folder that is a link out of the workspace: then nobody knows what is held
 */
export async function heldDigests(files: StoreFiles, workspace: string): Promise<ReadonlySet<string>> {
  const held = new Set<string>();
  const inFolders = [await files.ownFolder('runs/.')];
  for (const name of folders) inFolders.push(await resolveInside(workspace, name));
  for (const folder of inFolders) {
    for (const file of folder === undefined ? [] : await filesIn(folder, true)) await addDigests(file, held);
  }
  for (const file of await filesIn(workspace, false)) if (lockFile.test(file)) await addDigests(file, held);
  return held;
}

/** No links: what they lead to is not the workspace's. */
async function filesIn(folder: string, recursive: boolean): Promise<readonly string[]> {
  const entries: readonly Dirent[] = (await unlessMissing(readdir(folder, { withFileTypes: true, recursive }))) ?? [];
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** Longest digest that may be torn between two pieces of a file, less one. */
const overlap = 63;

async function addDigests(file: string, held: Set<string>): Promise<void> {
  await unlessMissing(readDigests(file, held));
}

async function readDigests(file: string, held: Set<string>): Promise<void> {
  let rest = '';
  for await (const piece of createReadStream(file, { encoding: 'latin1', highWaterMark: 1 << 18 })) {
    const text: string = rest + piece;
    for (const [found] of text.matchAll(digest)) held.add(found);
    rest = text.slice(-overlap);
  }
}
