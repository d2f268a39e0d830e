/** @file Files of a stranger's dataset: inside its folder, whatever its rows and its links say. */
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../../protocol/failure.ts';
import { systemCode } from '../../files/system-code.ts';
import { resolveInside } from '../../files/workspace-path.ts';
import { compare } from '../exports/export-set.ts';

const imageName = /\.(png|jpe?g|webp)$/i;

/** Sorted by code unit, without names that begin with a dot. @throws Failure `data-missing`, `file-unreadable` */
export async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter(({ name }) => !name.startsWith('.')).sort((a, b) => compare(a.name, b.name));
  } catch (cause) {
    const code = systemCode(cause);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new Failure('data-missing', `There is no folder ${folder}; name the folder of a dataset.`, { cause });
    }
    if (code !== 'EACCES' && code !== 'EPERM') throw cause;
    throw new Failure('file-unreadable', `The folder ${folder} cannot be read; check its permissions.`, { cause });
  }
}

export async function foldersIn(folder: string): Promise<readonly string[]> {
  return (await entriesOf(folder)).filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** Names of files and links with such an ending, wherever a link leads: what is read of them is opened by `fileAt`. */
export async function filesIn(folder: string, ending: RegExp): Promise<readonly string[]> {
  const entries = await entriesOf(folder);
  return entries.filter((entry) => !entry.isDirectory() && ending.test(entry.name)).map(({ name }) => name);
}

/**
 * Images in a folder and below it, depth first, without folders that are links.
 * @returns absolute paths
 * @throws Failure `path-outside-workspace` for a link that leads out of the root
 */
export async function* imagesBelow(root: string, folder: string): AsyncIterable<string> {
  for (const entry of await entriesOf(folder)) {
    const absolute = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* imagesBelow(root, absolute);
    else if (imageName.test(entry.name))
      yield entry.isFile() ? absolute : await fileAt(root, path.relative(root, absolute));
  }
}

/**
 * The absolute path of a file that a dataset names.
 * @param named relative to the base, with `/`
 * @throws Failure `path-outside-workspace`, `data-missing`
 */
export async function fileAt(root: string, named: string, base = root): Promise<string> {
  if (named.includes('\0') || /^[a-z]+:\/\//i.test(named) || path.isAbsolute(named) || path.win32.isAbsolute(named)) {
    const text = `The dataset ${root} names the file \`${named}\`; only files inside of it are read.`;
    throw new Failure('path-outside-workspace', text);
  }
  const file = await resolveInside(root, path.relative(root, path.resolve(base, named)));
  if (file !== undefined) return file;
  throw new Failure('data-missing', `The dataset ${root} names the file \`${named}\`, which is not there; add it.`);
}
