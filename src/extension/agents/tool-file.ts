/** @file The prompt file that an assistant names. */
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../../protocol/failure.ts';

/**
 * Absolute path: in the first folder that has such a file. What a link out of the folders leads to is outside.
 * @param folders absolute paths of the workspace's folders
 * @param realOf where a path leads once links are followed; undefined when nothing stands there
 * @throws Failure `path-outside-workspace`, `file-unreadable`
 */
export function promptFileIn(folders: readonly string[], named: string, realOf = realPath): string {
  const shown = JSON.stringify(named.slice(0, 200));
  if (path.extname(named) !== '.vlprompt') {
    throw new Failure('file-unreadable', `${shown} is no .vlprompt file: name one.`);
  }
  const inside = folders.map((folder) => path.resolve(folder, named)).filter((file) => isInAny(file, folders));
  const there = inside.flatMap((file) => {
    const real = realOf(file);
    return real === undefined ? [] : [{ file, real }];
  });
  if (inside.length > 0 && there.length === 0)
    throw new Failure('file-unreadable', `There is no ${shown} in the workspace: check its name.`);
  const realFolders = folders.map((folder) => realOf(folder) ?? folder);
  const found = there.find(({ real }) => isInAny(real, realFolders));
  if (found) return found.file;
  throw new Failure('path-outside-workspace', `${shown} lies outside of the workspace.`);
}

function realPath(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}

function isInAny(file: string, folders: readonly string[]): boolean {
  return folders.some((folder) => {
    const relative = path.relative(folder, file);
    return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  });
}
