/** @file The folder that a prompt file belongs to: paths are kept inside it, and its store lies there. */
import { existsSync } from 'node:fs';
import path from 'node:path';

const marks = ['.vlprompt', '.git'];

/**
 * The closest folder at or above the file that has a store (`.vlprompt`) or is a repository (`.git`), else the file's
 * own folder.
 * @param file absolute path
 */
export function workspaceOf(file: string, exists: (path: string) => boolean = existsSync): string {
  const own = path.dirname(file);
  for (let folder = own; ; folder = path.dirname(folder)) {
    if (isWorkspace(folder, exists)) return folder;
    if (folder === path.dirname(folder)) return own;
  }
}

/** Whether a folder is one that somebody works in, not just the one where a command was called. */
export function isWorkspace(folder: string, exists: (path: string) => boolean = existsSync): boolean {
  return marks.some((mark) => exists(path.join(folder, mark)));
}
