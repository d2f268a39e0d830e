/** @file The prompt file that an assistant names. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../../protocol/failure.ts';

/**
 * Absolute path: in the first folder that has such a file.
 * @param folders absolute paths of the workspace's folders
 * @throws Failure `path-outside-workspace`, `file-unreadable`
 */
export function promptFileIn(folders: readonly string[], named: string, exists = existsSync): string {
  const shown = JSON.stringify(named.slice(0, 200));
  if (path.extname(named) !== '.vlprompt') {
    throw new Failure('file-unreadable', `${shown} is no .vlprompt file: name one.`);
  }
  const inside = folders.map((folder) => path.resolve(folder, named)).filter((file) => isInAny(file, folders));
  if (inside.length === 0) throw new Failure('path-outside-workspace', `${shown} lies outside of the workspace.`);
  const file = inside.find((each) => exists(each));
  if (file === undefined)
    throw new Failure('file-unreadable', `There is no ${shown} in the workspace: check its name.`);
  return file;
}

function isInAny(file: string, folders: readonly string[]): boolean {
  return folders.some((folder) => {
    const relative = path.relative(folder, file);
    return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  });
}
